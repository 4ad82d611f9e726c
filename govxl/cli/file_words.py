"""The words for published files that cannot be read, and for a PDF that cannot be made, in Chinese and English."""

__all__ = ["FILE_LABELS"]

FILE_LABELS: dict[str, tuple[str, str]] = {
    "no-office": (
        "要生成 PDF，先装 LibreOffice（Windows 从官网安装，麒麟、统信从应用商店安装；Debian、Ubuntu 执行 apt install"
        " libreoffice-writer-nogui fonts-noto-cjk）；也可以用 Word 或 WPS 打开 .docx，另存为 PDF",
        "a PDF needs LibreOffice (Windows: from libreoffice.org; Debian, Ubuntu: apt install libreoffice-writer-nogui"
        " fonts-noto-cjk); or open the .docx in Word or WPS and save it as PDF",
    ),
    "office-slow": (
        "LibreOffice {seconds} 秒还没有生成 PDF，已停止；请关掉别的程序再试，或用 Word、WPS 打开 .docx 另存为 PDF",
        "LibreOffice made no PDF in {seconds} seconds and was stopped; try again, or save the .docx as PDF in Word",
    ),
    "office-failed": (
        "LibreOffice 没有生成 PDF，请看是否装了它的 Writer（Debian、Ubuntu：libreoffice-writer-nogui）；或用"
        " Word、WPS 打开 .docx 另存为 PDF",
        "LibreOffice made no PDF; see whether its Writer is there (Debian, Ubuntu: libreoffice-writer-nogui), or save"
        " the .docx as PDF in Word or WPS",
    ),
    "page-empty": ("{path}：是空文件", "{path}: the file is empty"),
    "page-too-large": (
        "{path}：太大，不像是一份报告（网页不超过8MB，Word 文件不超过20MB，文字不超过100万字）",
        "{path}: too large to be a report (a page of at most 8 MB, a Word file of 20 MB, and a million characters)",
    ),
    "page-too-deep": (
        "{path}：网页的标签套得太深，读不完整；请在编辑器里清除格式后重新保存",
        "{path}: tags are nested too deeply to read all of it; clear the formatting in the editor and save again",
    ),
    "page-many-attributes": (
        "{path}：网页里有标签带着成千上万个属性，不像是一份报告；请在编辑器里清除格式后重新保存",
        "{path}: some tags have thousands of attributes; clear the formatting in the editor and save again",
    ),
    "page-word": (
        "{path}：是 Word 文件，没能读出来；请在 Word 或 WPS 里另存为 .docx 再试",
        "{path}: a Word file that could not be read; save it as .docx in Word or WPS and try again",
    ),
    "page-old-word": (
        "{path}：是 .doc、.wps 或 .rtf 这样的文件，或者加了密码；请在 Word 或 WPS 里打开，另存为 .docx（不加密码）",
        "{path}: a file such as .doc, .wps or .rtf, or one with a password; save it as .docx, without one, in Word",
    ),
    "page-not-word": (
        "{path}：不是 Word 文件(.docx)，也不是网页(.htm、.html)",
        "{path}: neither a Word file (.docx) nor a web page (.htm, .html)",
    ),
    "page-locked": (
        "{path}：加了密码，请在 Word 或 WPS 里去掉密码后重新保存",
        "{path}: has a password; remove it in Word or WPS and save again",
    ),
    "page-damaged": (
        "{path}：文件损坏或没有下载完；请在 Word 或 WPS 里打开，另存为 .docx 再试",
        "{path}: damaged or not downloaded whole; open it in Word or WPS, save it as .docx and try again",
    ),
    "page-archive": (
        "{path}：是单个文件网页(.mht)，请另存为网页(.htm)或 .docx",
        "{path}: a single file web page (.mht); save it as a web page (.htm) or .docx",
    ),
    "page-pdf": (
        "{path}：是 PDF，请用 Word 文件(.docx)或网页(.htm)",
        "{path}: a PDF; a Word file (.docx) or a web page (.htm) is needed",
    ),
    "page-not-html": (
        "{path}：不是网页(.htm、.html)，也不是 Word 文件(.docx)",
        "{path}: neither a web page (.htm, .html) nor a Word file (.docx)",
    ),
}
