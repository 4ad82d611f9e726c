"""The fonts of GB/T 9704 by name, and what stands in where one is not installed."""

__all__ = ["FANG", "HEI", "KAI", "SONG", "STAND_INS", "TIMES", "TITLE", "font_table", "fonts"]

TITLE, HEI, KAI, FANG, SONG, TIMES = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman"

STAND_INS = {
    TITLE: ("FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "SimSun", "Noto Serif CJK SC"),
    HEI: ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    KAI: ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    FANG: ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "SimSun", "Noto Serif CJK SC"),
    SONG: ("SimSun", "NSimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"),
    TIMES: ("Liberation Serif", "Tinos"),
}
"""The same fonts under other names first, then the nearest ones of Windows, macOS, Linux."""

CHINESE, WESTERN = "86", "00"
FAMILIES = {HEI: "swiss", KAI: "script"}


def fonts(chinese: str, latin: str = "") -> str:
    """Name the font of Chinese characters, and another for Latin letters and figures if wished."""
    latin = latin or chinese
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def font_table() -> bytes:
    """Give the part that tells a program which fonts may stand in for which."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/>'
        f'<w:charset w:val="{WESTERN if name == TIMES else CHINESE}"/>'
        f'<w:family w:val="{FAMILIES.get(name, "roman")}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in STAND_INS.items()
    )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w='
    return f'{start}"http://schemas.openxmlformats.org/wordprocessingml/2006/main">{entries}</w:fonts>'.encode()
