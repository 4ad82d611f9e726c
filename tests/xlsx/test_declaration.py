"""Nothing stands before an XML declaration but one byte order mark (XML 1.0, 2.8 and 4.3.3), in any part of a package."""

import pytest

from tests.returns import accepted, judged, packed, parts_of

BOM = b"\xef\xbb\xbf"
PARTS = tuple(parts_of(accepted()))
UNREAD = "customXml/item1.xml"


def with_part(name: str, data: bytes) -> bytes:
    return packed(parts_of(accepted()) | {name: data})


def told(name: str, change) -> list[str]:
    data = parts_of(accepted()).get(name, b'<?xml version="1.0" encoding="UTF-8"?>\n<a/>')
    judgement = judged(with_part(name, change(data)))
    return [found.code for found in judgement.findings if found.blocks]


def wide(data: bytes, before: str = "", codec: str = "utf-16") -> bytes:
    return (before + data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')).encode(codec)


BEFORE = {
    "a blank line": lambda data: b"\n" + data,
    "a blank": lambda data: b" " + data,
    "a line of Windows": lambda data: b"\r\n" + data,
    "a tab after the mark": lambda data: BOM + b"\t" + data,
    "two marks": lambda data: BOM + BOM + data,
    "a comment": lambda data: b"<!-- ours -->" + data,
    "another declaration": lambda data: b'<?xml version="1.0"?>' + data,
    "a blank no parser knows": lambda data: "\xa0".encode() + data,
    "a blank in UTF-16": lambda data: wide(data, "\n"),
    "a mark of zero width in UTF-16": lambda data: wide(data, "\ufeff"),
    "two marks in UTF-16 of either order": lambda data: b"\xfe\xff" + wide(data, "\ufeff", "utf-16-be"),
}
HONEST = {
    "one mark": lambda data: BOM + data,
    "UTF-16": wide,
    "UTF-16 without a mark": lambda data: wide(data, codec="utf-16-be"),
    "no declaration": lambda data: data.split(b"?>", 1)[1],
    "no declaration, blanks": lambda data: b" \r\n\t" + data.split(b"?>", 1)[1],
    "no declaration, a comment": lambda data: b"<!-- theirs -->" + data.split(b"?>", 1)[1],
}


@pytest.mark.parametrize("part", [*PARTS, UNREAD])
@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_the_declaration_is_refused(before, part):
    assert told(part, BEFORE[before]) == ["F005"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("spelling", HONEST)
def test_honest_beginnings_pass(spelling, part):
    assert told(part, HONEST[spelling]) == []
