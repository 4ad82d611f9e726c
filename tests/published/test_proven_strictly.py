"""Every title, label, paragraph and figure of every output, changed one at a time, is noticed; unchanged, none is.

The ordinary run changes every one of some outputs and some of the others; the long run changes all.
"""

import csv
import re
from functools import cache, partial
from io import BytesIO, StringIO
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from govxl.filing.record import load_record
from govxl.form.definition import load_form
from govxl.office.ingest import CHARTED, FORMATS
from govxl.published.prove import DisagreementError, disagreements, prove
from govxl.published.read_back import READERS
from govxl.report.charts import charts_of
from govxl.report.document import Report
from tests.returns import packed, parts_of
from tests.test_samples import SAMPLES

RECORDS = sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("record.json"))
SOME = ["zfxxgk-2021/county/expected/record.json", "zfxxgk-2019/jinjiang/expected/record.json", "zfxxgk-2021/explained/expected/record.json"]
KINDS = [*READERS, "charted html", "charted page"]

BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]*[^<>\s][^<>]*(?=<)")
WORD_TEXTS = re.compile(r"(?<=>)[^<>]+(?=</w:t>)")
PLAIN_LINES = re.compile(r"(?<=\n\n)[^|<\n][^\n]*|^[^\n]+|(?<=\| )(?!---)[^|\n]+(?= \|)|(?<=>)[^<>\n]+(?=</t[dh]>)")
TEXT_LINES = re.compile(r"(?<=[\t\n\ufeff])[^\t\r\n]+(?=[\t\r])")
PIECE = r'<text[^>]*text-anchor="middle"[^>]*>([^<]*)</text>'
UNREAD = re.compile(rf"<style>.*?</style>|<caption[^>]*>[^<]*</caption>|{PIECE}", re.DOTALL)
"""A style sheet; and what is changed in a test of its own."""


@cache
def sample(name):
    record = load_record((SAMPLES / name).read_bytes())
    return Report(load_form(f"{record['form']}/{record['edition']}"), record)


@cache
def made(name, kind):
    """Give an output, the format it is read as, and the charts in it."""
    report = sample(name)
    read = kind.removeprefix("charted ")
    if kind == read:
        return FORMATS[kind](report), read, ()
    return CHARTED[read](report), read, charts_of(report.form, report.record)


def other(text):
    """Give another text: another numeral or digit where there is one, else another last letter."""
    for was, becomes in (("五", "九"), ("一", "七"), ("二", "八"), ("0", "3"), ("1", "2"), ("2", "4"), ("/", "6")):
        if was in text:
            return text.replace(was, becomes, 1)
    digit = re.search("[3-9]", text)
    if digit:
        return text[: digit.start()] + str(int(digit[0]) - 1) + text[digit.end() :]
    found = list(re.finditer(r"\w(?!\w*;)", text))
    return text[: found[-1].start()] + "某" + text[found[-1].end() :] if found else text + "某"


def places(text, pattern):
    """Yield the places of all texts that a pattern finds and a reader of ours looks at."""
    left_out = [found.span() for found in UNREAD.finditer(text)]
    for found in pattern.finditer(text):
        if not any(start <= found.start() < end for start, end in left_out):
            yield found.span()


def changed_texts(text, pattern):
    for start, end in places(text, pattern):
        yield text[start:end], text[:start] + other(text[start:end]) + text[end:]


def in_csv(data):
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    about = [(row, column) for row in range(1, len(rows)) for column in (8, 10)] + [(1, column) for column in range(9)]
    for row, column in about:
        if rows[row][column]:
            line = [*rows[row][:column], other(rows[row][column]), *rows[row][column + 1 :]]
            yield rows[row][column], partial(as_csv, [*rows[:row], line, *rows[row + 1 :]])


def as_csv(rows):
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def in_parquet(data):
    table = pq.read_table(BytesIO(data))
    rows = table.to_pylist()
    for n, row in enumerate(rows):
        for key in ("text", "value", "column"):
            if row[key] not in (None, ""):
                changed = row | {key: row[key] + 1 if key == "value" else other(row[key])}
                yield row[key], partial(as_parquet, [*rows[:n], changed, *rows[n + 1 :]], table.schema)


def as_parquet(rows, schema):
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue()


def in_workbook(data):
    """Change every number of a printed sheet, and every text that one shows."""
    parts = parts_of(data)
    sheets = sorted(name for name in parts if "worksheets/sheet" in name)
    shown = set()
    for name in sheets[:-1]:
        text = parts[name].decode()
        shown |= {int(found) for found in re.findall(r't="s"><v>(\d+)<', text)}
        cells = re.sub(r' t="s"><v>\d+', lambda found: "\0" * len(found[0]), text)
        for found in re.finditer(r"<v>([0-9.-]+)<", cells):
            changed = text[: found.start(1)] + str(float(found[1]) + 1) + text[found.end(1) :]
            yield found[1], partial(packed, {**parts, name: changed.encode()})
    strings = parts["xl/sharedStrings.xml"].decode()
    for n, found in enumerate(re.finditer(r"<t[^>]*>([^<]*)</t>", strings)):
        if n in shown and found[1]:
            changed = strings[: found.start(1)] + other(found[1]) + strings[found.end(1) :]
            yield found[1], partial(packed, {**parts, "xl/sharedStrings.xml": changed.encode()})


def mutations(data, kind):
    """Yield what is changed and what makes the output with that change, one after another."""
    match kind:
        case "csv":
            yield from in_csv(data)
        case "parquet":
            yield from in_parquet(data)
        case "xlsx":
            yield from in_workbook(data)
        case "docx":
            parts = parts_of(data)
            for what, text in changed_texts(parts["word/document.xml"].decode(), WORD_TEXTS):
                yield what, partial(packed, {**parts, "word/document.xml": text.encode()})
        case _:
            pattern = {"md": PLAIN_LINES, "txt": TEXT_LINES}.get(kind, BETWEEN_TAGS)
            for what, text in changed_texts(data.decode(), pattern):
                yield what, text.encode


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", RECORDS)
def test_an_output_as_it_was_made_differs_in_nothing(name, kind):
    data, read, charts = made(name, kind)
    assert list(disagreements(sample(name), read, data, charts)) == []


FEWEST = {"html": 270, "page": 270, "docx": 270, "md": 240, "txt": 270, "xlsx": 230, "csv": 400, "parquet": 400, "charted html": 340, "charted page": 340}
"""Texts of an output at least, so that no pattern goes blind."""

WHOLE = {(0, "html"), (0, "docx"), (1, "txt")}
"""Of these every text is changed; of the other outputs every thirteenth in each sample, others each time:
no table has as many columns, and so each of its columns is met."""


def hold(name, kind, one_in, first=0):
    data, read, charts = made(name, kind)
    changes = list(mutations(data, read))
    assert len(changes) >= FEWEST[kind]
    for what, change in changes[first::one_in]:
        changed = change()
        assert changed != data
        assert list(disagreements(sample(name), read, changed, charts)), what


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nth", range(len(SOME)))
def test_whatever_is_changed_in_an_output_is_noticed(nth, kind):
    if (nth, kind) in WHOLE:
        hold(SOME[nth], kind, 1)
    else:
        hold(SOME[nth], kind, 13, 4 * nth)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", SOME)
def test_every_single_change_in_an_output_is_noticed(name, kind):
    hold(name, kind, 1)


BLOCK, ANOTHER = "第二十条第（五）项", "第二十条第（九）项"


@pytest.mark.parametrize("kind", ["html", "page", "docx", "md", "txt", "xlsx"])
def test_the_title_of_a_block_is_held_to(kind):
    data, read, _ = made(SOME[0], kind)
    parts = parts_of(data) if kind in ("docx", "xlsx") else {"": data}
    for name, part in parts.items():
        if BLOCK.encode() in part:
            parts[name] = part.replace(BLOCK.encode(), ANOTHER.encode(), 1)
    with pytest.raises(DisagreementError, match="第（五）项"):
        prove(sample(SOME[0]), read, parts[""] if "" in parts else packed(parts))


@pytest.mark.parametrize("kind", ["html", "page"])
def test_captions_and_what_is_only_read_aloud_are_held_to(kind):
    data, read, charts = made(SOME[0], f"charted {kind}")
    text = data.decode()
    found = [*re.finditer(r"<caption[^>]*>([^<]*)", text), *re.finditer(r"<(?:title|desc)[^>]*>([^<]*)", text)]
    found += re.finditer(r'<article aria-label="([^"]*)', text)
    assert len(found) >= 6
    for each in found:
        changed = text[: each.start(1)] + other(each[1]) + text[each.end(1) :]
        assert list(disagreements(sample(SOME[0]), read, changed.encode(), charts)), each[0]


def test_figures_inside_bars_are_held_to():
    """A piece without room for its figure has none, so that one may be taken for its neighbour, but for no other."""
    data, read, charts = made(SOME[0], "charted page")
    pieces = list(re.finditer(PIECE, data.decode()))
    assert pieces
    for each in pieces:
        changed = data.decode()[: each.start(1)] + f"{each[1]}7" + data.decode()[each.end(1) :]
        assert list(disagreements(sample(SOME[0]), read, changed.encode(), charts)), each[0]


@pytest.mark.parametrize("one_in", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", ["html", "page", "docx", "md", "txt"])
def test_paragraphs_and_rows_gone_doubled_or_moved_are_noticed(kind, one_in):
    data, read, _ = made(SOME[0], kind)
    parts = parts_of(data) if kind == "docx" else {"word/document.xml": data}
    text = parts["word/document.xml"].decode()
    patterns = {"docx": r"<w:p>(?:(?!</?w:tbl>).)*?</w:p>(?=<w:p>)|<w:tr>.*?</w:tr>", "md": r"\n\n[^|<\n]+(?=\n\n)|\n<tr>.*?</tr>", "txt": r"(?<=\n)[^\r\n]+\r\n"}
    blocks = [found.span() for found in re.finditer(patterns.get(kind, r"<p\b[^>]*>.*?</p>|<tr>.*?</tr>"), text, re.DOTALL)]
    blocks = [(start, end) for start, end in blocks if re.sub("<[^>]*>", "", text[start:end]).strip()]
    assert len(blocks) > 30
    for (start, end), (begin, stop) in list(pairwise(blocks))[::one_in]:
        one, two = text[start:end], text[begin:stop]
        options = [text[:start] + text[end:], text[:end] + one + text[end:]]
        options += [text[:start] + two + text[end:begin] + one + text[stop:]] if one != two else []
        for changed in options:
            parts["word/document.xml"] = changed.encode()
            with pytest.raises(DisagreementError):
                prove(sample(SOME[0]), read, packed(parts) if kind == "docx" else changed.encode())


@pytest.mark.parametrize("kind", ["html", "page"])
def test_charts_that_were_not_asked_for_or_are_gone_are_noticed(kind):
    report = sample(SOME[0])
    data, read, charts = made(SOME[0], f"charted {kind}")
    assert list(disagreements(report, read, data))
    assert list(disagreements(report, read, made(SOME[0], kind)[0], charts))
