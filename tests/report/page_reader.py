"""Reads a page back as its tags, attributes and texts."""

from html.parser import HTMLParser

VOID = {"meta", "br", "col"}


class Reader(HTMLParser):
    """Notes every tag with its attributes, and the text of every element that holds some; spans and places to break are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.last = ""

    def handle_starttag(self, tag, attrs):
        if tag in ("span", "wbr"):
            return
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        self.tags.append(tag)
        self.last = ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag == "span":
            return
        assert self.open.pop() == tag
        self.tags.append(f"/{tag}")
        self.last = ""

    def handle_data(self, data):
        if self.last:
            self.texts[-1] += data
        else:
            self.texts.append(data)
        self.last = "text"

    def handle_comment(self, data):
        self.tags.append("comment")


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def tags_and_texts(page: str) -> tuple[list[str], list[str]]:
    reader = parsed(page)
    return reader.tags, [text for text in reader.texts if text.strip()]
