"""What a file really is, by its first bytes, when it is not a workbook this program reads.

People rename pictures to .xlsx, save as .xls or .et, and let encryption software wrap their files; each deserves its
own sentence. Nothing here opens an archive: zips are told apart by the names in them.
"""

from collections.abc import Collection

from govxl.findings.finding import Both, Finding, finding

__all__ = ["other_file", "other_zip"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WRAPPED = (b"E-SafeNet", b"%TSD-Header-###%")  # headers that document-encryption software puts before the file
_SPREADSHEET_ML = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="Excel.Sheet"')
_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包（RAR）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）"),
    (b"\x1f\x8b", "压缩包（gzip）"),
    (b"{\\rtf", "Word 文档（RTF）"),
)
_BY_PART = (
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PPT 演示文稿"),
    ("visio/document.xml", "Visio 图"),
    ("ofd.xml", "OFD 版式文件"),
    ("index/document.iwa", "苹果 iWork 文档"),
)
_ENGLISH = {
    "PDF 文件": "a PDF file",
    "图片": "a picture",
    "压缩包（RAR）": "a RAR archive",
    "压缩包（7z）": "a 7z archive",
    "压缩包（gzip）": "a gzip archive",
    "压缩包（ZIP）": "a ZIP archive",
    "Word 文档（RTF）": "a Word document in RTF",
    "Word 文档（旧版 .doc）": "an old Word document (.doc)",
    "Word 文档": "a Word document",
    "PPT 演示文稿": "a PowerPoint presentation",
    "Visio 图": "a Visio drawing",
    "OFD 版式文件": "an OFD document",
    "OpenDocument 文档": "an OpenDocument file",
    "苹果 iWork 文档": "an Apple iWork document",
    "其他 Office 旧格式文件": "another old Office file",
    "XML 电子表格 2003": "an XML spreadsheet of 2003",
    "XML 文件": "an XML file",
    "网页（HTML）": "a web page (HTML)",
    "网页存档（MHTML）": "a web archive (MHTML)",
    "文本文件（CSV）": "a text file (CSV)",
    "文本文件": "a text file",
    "无法识别的文件": "of an unknown kind",
}


def other_file(data: bytes) -> Finding | None:
    """Say what a file that is no zip is; None when its first bytes are those of a zip."""
    if not data:
        return finding("empty-file")
    if data.startswith(_OLE):
        # A workbook under a password lies whole in one stream of such a file, whatever its name ends with.
        if _has_stream(data, "EncryptedPackage"):
            return finding("password-protected")
        if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
            return finding("old-format", kind=".xls / .et")
        word = _has_stream(data, "WordDocument")
        return _not_a_workbook("Word 文档（旧版 .doc）" if word else "其他 Office 旧格式文件")
    if any(mark in data[:64] for mark in _WRAPPED):
        return finding("password-protected")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if not data.strip(b"\0"):
        empty = Both("内容全部是空字节，文件没有写完整", "it holds nothing but null bytes")
        return finding("damaged-file", detail=empty)
    return _not_a_workbook(_kind(data))


def other_zip(names: Collection[str], mimetype: bytes) -> Finding:
    """Say what a sound zip is that holds no xlsx workbook; `mimetype` is that part's content, if there is one."""
    folded = {name.casefold() for name in names}
    if b"opendocument.spreadsheet" in mimetype:
        return finding("old-format", kind=".ods")
    if b"opendocument" in mimetype:
        return _not_a_workbook("OpenDocument 文档")
    if "xl/workbook.bin" in folded:
        return finding("old-format", kind=".xlsb")
    kind = next((kind for part, kind in _BY_PART if part in folded), "压缩包（ZIP）")
    return _not_a_workbook(kind)


def _not_a_workbook(kind: str) -> Finding:
    return finding("not-a-workbook", kind=Both(kind, _ENGLISH[kind]))


def _has_stream(data: bytes, name: str) -> bool:
    """Look for a directory entry: 128 bytes long, aligned, beginning with the name in UTF-16 (MS-CFB 2.6.1)."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    # Names also stand in the streams themselves, where they are not aligned.
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 1)
    return at >= 0


def _kind(data: bytes) -> str:
    """Name what a file is, by its first bytes; the order matters, for a page saved as text is text as well."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    # Excel saves "Unicode text" in UTF-16.
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:4096].decode("utf-16", "replace").lstrip().encode()
    lowered = head.lower()
    if any(mark in head for mark in _SPREADSHEET_ML):
        return "XML 电子表格 2003"
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")) or b"<html" in lowered[:1024]:
        return "网页（HTML）"
    if lowered.startswith((b"mime-version:", b"from:")):
        return "网页存档（MHTML）"
    if lowered.startswith(b"<"):
        return "XML 文件"
    for codec in ("utf-8", "gb18030"):
        try:
            # The head of a long file may end within a character.
            text = head[:-4].decode(codec, "strict") if len(head) > 4000 else head.decode(codec)
        except UnicodeDecodeError:
            continue
        if not any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
            first = text.partition("\n")[0]
            return "文本文件（CSV）" if "," in first or "\t" in first else "文本文件"
    return "无法识别的文件"
