"""What is odd about a published text, in words: why a reader does not see what the file holds, or cannot be sure."""

__all__ = ["KINDS", "NOTES"]

KINDS: dict[str, tuple[str, str]] = {
    "kind-struck": ("这段文字被划掉：{text}", "this text is struck through: {text}"),
    "kind-hidden": ("看不见的文字：{text}", "text that cannot be seen: {text}"),
    "kind-raised": ("数字是上标或下标：{text}", "figures set above or below the line: {text}"),
    "kind-above": ("文字上方另注有：{text}", "written above the text: {text}"),
    "kind-reversed": ("文字方向被倒转，看到的次序与文件里的相反：{text}", "the direction is reversed: {text}"),
    "kind-generated": ("由样式或列表添加的文字：{text}", "text added by a style or a list: {text}"),
    "kind-invisible": ("数字中间有看不见的字符：{text}", "characters nobody sees inside a number: {text}"),
    "kind-broken": ("一个数被断开，看起来是几个数", "a number is broken, it reads as several"),
    "kind-lookalike": ("用了形似数字的别的字符", "other characters that look like digits"),
    "kind-direction": ("不能核对：文字从右向左排：{text}", "cannot be compared: set from right to left: {text}"),
    "kind-font": ("不能核对：所用字体显示的可能不是这些字：{text}", "cannot be compared: the font may differ: {text}"),
    "kind-style": (
        "不能核对：样式可能遮住、移动或改变文字：{text}",
        "cannot be compared: styles may cover, move or alter: {text}",
    ),
    "kind-picture": ("不能核对：有图片，图中的内容没有人看过：{text}", "cannot be compared: an unread picture: {text}"),
    "kind-drawing": (
        "不能核对：有图形，里面的文字不是记录的图：{text}",
        "cannot be compared: a drawing that is no chart of the record: {text}",
    ),
    "kind-embedded": ("不能核对：嵌入了别的内容：{text}", "cannot be compared: something else is embedded: {text}"),
    "kind-field": (
        "不能核对：文字由绑定的数据得来，打开时可能变化：{text}",
        "cannot be compared: text bound to data kept elsewhere: {text}",
    ),
    "kind-formula": ("不能核对：公式里的文字：{text}", "cannot be compared: text in a formula: {text}"),
}

NOTES: dict[str, tuple[str, str]] = {
    "note-scripts": (
        "说明：网页带有脚本，浏览器里显示的可能与这里核对的不同，请在浏览器里看一遍",
        "note: the page has scripts; a browser may show something else than was compared, so look at it in one",
    ),
    "note-sheets": (
        "说明：网页引用外部样式表，没有核对，请在浏览器里看一遍",
        "note: the page fetches style sheets, which were not looked at; look at it in a browser",
    ),
}
