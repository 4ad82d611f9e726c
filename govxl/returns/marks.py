"""A judgement to what a returned workbook shows: marked cells, and the list of what is wrong, why, how to mend it."""

from collections.abc import Iterator, Sequence
from datetime import date

from govxl.filing.checks import TEXT_FINDINGS
from govxl.filing.groups import counted, grouped, line_of, places_of
from govxl.filing.model import Judgement, WorkbookReading
from govxl.findings.finding import Finding, Where, advice_of, called, entry_of, message_of
from govxl.layout.check_formulas import reason_path
from govxl.returns.retype import Typed
from govxl.text import writable
from govxl.words import REASON_LABEL, RETURN_MARK, State
from govxl.workbook.drawing import shared_cells
from govxl.workbook.located import KINDS
from govxl.workbook.marking import GO, ListHeading, ListLine, Mark, Returned
from govxl.workbook.unread_cells import UNREAD, mark_of_text

__all__ = ["annotated", "own_marks", "summary_of"]

STATES = {"hard": State.HARD, "explainable": State.ASKED, "warning": State.WARNING}
"""What is marked and listed; an info asks nothing of anybody."""

SECTIONS = {"hard": "必须改正", "explainable": "需说明", "warning": "请核实"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_COMMENTS = 12
"""Cells of one finding that get a comment each; of more, the first alone."""

MOST_NAMED = 4
"""Cells of one finding that the list names by their addresses."""

MOST_AREAS = 8
"""Areas of alike findings that the list names."""

LONGEST_COMMENT = 2_000
LONGEST_MARKS = 32_000
"""Characters of all marks together, 9 each, which stand in one cell."""

NO_WORDS = "（没有文字，见原来的文件）"
"""What is listed of a picture nobody described."""

MOST_LEFTOVERS, LONGEST_LEFTOVER = 200, 2_000
"""Cells that nobody read, and characters of one, that are listed; all of them stand in the file that was sent."""


def annotated(judgement: Judgement, reading: WorkbookReading, typed: Typed, on: date, remark: str) -> Returned:
    """Put what was found where staff will see it; `on` is the day it is returned, `remark` is the office's.

    `typed` is what will stand in the cells.
    """
    wanted = _wanted(judgement)
    return Returned(tuple(_marks(reading, wanted, typed, on)), tuple(_lines(reading, wanted, typed)), remark)


def _wanted(judgement: Judgement) -> list[Finding]:
    """Give what is listed and marked: all that asks something of somebody."""
    return [found for found in judgement.findings if found.severity in STATES and found.reason is None]


def own_marks(returned: Returned, *others: str) -> str:
    """Give the marks of all words that a returned workbook has besides its form's, so that others' are told apart."""
    lines = [line for line in returned.lines if isinstance(line, ListLine)]
    headings = [line.text for line in returned.lines if isinstance(line, ListHeading)]
    texts = [*others, *headings, GO, *(text for line in lines for text in line.texts)]
    texts += [mark.comment for mark in returned.marks]
    return " ".join(sorted({mark_of_text(text) for text in texts if text}))[:LONGEST_MARKS]


def summary_of(judgement: Judgement, times: int, on: date, restored: bool) -> str:
    """Say at the top of the list how many lines it has, and what is asked; `restored`: nothing but a look at it."""
    counts = counted(grouped(_wanted(judgement)))
    told = "，".join(f"{SECTIONS[severity]} {count} 处" for severity, count in counts.items())
    asked = RESTORED if restored else MENDING
    return f"第 {times} 次退回（{on.year}年{on.month}月{on.day}日）：{told}。{asked}这张清单不用填。"


MENDING = (
    "有问题的格子已标颜色并加了批注，改过的格子颜色会自动消失；所填内容都已保留。"
    "请逐条改正，“需说明”的核对无误后写情况说明，“请核实”的确认无误可以不改；"
    "全部处理后保存为 .xlsx，按原来的方式发回。"
)
RESTORED = (
    "被改动的公式、表格已经恢复，所填内容都已保留；恢复过的格子已标颜色并加了批注。"
    "请逐条核对：填错了的，改正；没有填错的，不用改。核对完保存为 .xlsx，按原来的方式发回，没有改动的也可以报送。"
)


# -- Marks


def _marks(reading: WorkbookReading, findings: Sequence[Finding], typed: Typed, on: date) -> Iterator[Mark]:
    """Yield one mark a cell, coloured as the gravest of its findings, with the words of all of them."""
    gathered: dict[tuple[str, int], list[tuple[Finding, bool]]] = {}
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    # The gravest first: it gives a cell its colour, and comes first in its comment.
    for found in sorted(findings, key=lambda each: list(STATES).index(each.severity)):
        places = list(dict.fromkeys(_places(reading, found, typed)))
        if marked := _stretch(reading, found, typed):
            spans.setdefault(marked[:2], []).append(marked[2])
        for nth, place in enumerate(places):
            gathered.setdefault(place, []).append((found, len(places) <= MOST_COMMENTS or nth == 0))
    for (path, nth), told in gathered.items():
        words: dict[str, None] = {}
        for found in (found for found, speaks in told if speaks):
            title = f"{SECTIONS[found.severity]}：{entry_of(found).title.zh}"
            title += f"，{called(found)}" if found.rule else f"（{found.code}）"
            words[f"{title}\n{message_of(found)}。\n怎么改：{advice_of(found)}"] = None
        comment = "\n\n".join([f"{RETURN_MARK} {on.isoformat()}】", *words]) if words else ""
        state, marked_there = STATES[told[0][0].severity], tuple(spans.get((path, nth), ()))
        yield Mark(path, state, writable(comment[:LONGEST_COMMENT]), nth, marked_there)


def _stretch(reading: WorkbookReading, found: Finding, typed: Typed) -> tuple[str, int, tuple[int, int]] | None:
    """Say which characters of which cell a finding is about, as they will be written; None where that is not known."""
    first = found.cells[0] if found.cells else Where()
    cells, place = typed.get(first.point, ()), reading.located.places.get(first.point)
    if first.characters is None or place is None:
        return None
    (start, end), nth = first.characters, int(first.cell.lstrip(LETTERS)) - place.row
    meant = cells[nth] if nth < len(cells) else None
    # A text that is kept in other letters than it was read in is marked as a whole.
    if meant is None or meant.text[start:end] != writable(first.value[start:end]):
        return None
    room = len(reading.layout.slots[first.point].cells) or 1
    if len(cells) <= room:
        return first.point, nth, (start, end)
    # More paragraphs than there are cells are spread over these once more, line by line.
    start += sum(len(cell.text) + 1 for cell in cells[:nth] if cell)
    for number, cell in enumerate(shared_cells(cells, room)):
        length = len(cell.text) if cell else 0
        if start <= length:
            return first.point, number, (start, min(start + end - first.characters[0], length))
        start -= length + 1
    return None


def _places(reading: WorkbookReading, found: Finding, typed: Typed) -> Iterator[tuple[str, int]]:
    """Yield the cells of a finding that staff can go to: its slots, and where the reason belongs.

    Of a place in a text, its own cell: the figures that it is held against may be right.
    """
    slots = reading.layout.slots
    marked = _stretch(reading, found, typed)
    if marked:
        yield marked[:2]
    in_text = found.name in TEXT_FINDINGS
    for cell in found.cells[: 0 if marked else 1 if in_text else None]:
        slot = slots.get(cell.point)
        if slot and slot.kind in ("input", "field", "computed"):
            # Which paragraph of a long text it is about; what stands in none of them is about the first.
            place = reading.located.places.get(slot.path)
            row = int(cell.cell.lstrip(LETTERS) or 0)
            nth = row - place.row if slot.cells and place and row else 0
            yield slot.path, nth if 0 <= nth < len(slot.cells) else 0
    if found.severity == "explainable":
        checks = (check for check in reading.layout.form.checks if (check.rule.id, check.at) == (found.rule, found.at))
        path = next(map(reason_path, checks), "")
        if path in slots:
            yield path, 0


# -- The list


def _lines(reading: WorkbookReading, findings: Sequence[Finding], typed: Typed) -> Iterator[ListHeading | ListLine]:
    number = 0
    groups = grouped(findings)
    for severity, name in SECTIONS.items():
        ours = [group for group in groups if group[0].severity == severity]
        if ours:
            yield ListHeading(f"{name}（{len(ours)} 处）")
        for group in ours:
            number += 1
            yield _line(reading, group, typed, number)
    yield from _unread(reading)


def _line(reading: WorkbookReading, group: Sequence[Finding], typed: Typed, number: int) -> ListLine:
    """Make one line of findings with the same cause."""
    first = group[0]
    slot = reading.layout.slots.get(first.cells[0].point) if first.cells else None
    sheet = slot.box.sheet if slot else first.cells[0].sheet if first.cells else ""
    if first.name in TEXT_FINDINGS:
        where = first.cells[0].cell
    elif first.rule or len(group) == 1:
        ours = [cell.cell for cell in first.cells if cell.sheet == first.cells[0].sheet and cell.cell]
        where = "、".join(ours) if len(ours) <= MOST_NAMED else f"{ours[0]} 等 {len(ours)} 格"
    else:
        # All of them are coloured, so that the first areas will do.
        areas = places_of(group)
        where = "、".join(areas[:MOST_AREAS]) + (" 等" if len(areas) > MOST_AREAS else "")
    why = message_of(first)
    if len(group) > 1 and first.rule:
        why += "。同样的问题还有：" + "、".join(places_of(group[1:]))
    elif len(group) > 1:
        why += f"。同样的问题还有 {len(group) - 1} 格" + ("，都已标颜色" if slot else "")
    line = f"\n{line_of(first)}" if line_of(first) else ""
    many = f"，{len(group)} 格" if len(group) > 1 and not first.rule else ""
    title = entry_of(first).title.zh
    what = f"{title}：{called(first)}" if first.rule else f"{title}（{first.code}{many}）"
    texts = (str(number), sheet, where, f"{what}{line}", why + "。", advice_of(first))
    # The link leads to where something is to be typed: the reason of what wants one, else the first cell.
    link, places = None, list(_places(reading, first, typed))
    if places:
        path, nth = places[-1 if first.severity == "explainable" else 0]
        target = reading.layout.slots[path]
        link = target.cells[nth] if target.cells else target.box
    return ListLine(tuple(map(writable, texts)), STATES[first.severity], link)  # type: ignore[arg-type]


def _unread(reading: WorkbookReading) -> Iterator[ListHeading | ListLine]:
    """List what stood outside the cells of the form, so that whoever typed it finds it again."""
    found = (*reading.listed, *reading.unread)[: MOST_LEFTOVERS + 1]
    if not found:
        return
    more = f"，这里列出前 {MOST_LEFTOVERS} 处，其余见原来的文件" if len(found) > MOST_LEFTOVERS else ""
    yield ListHeading(f"{UNREAD}（原表里写在填写格以外，保留在这里{more}）")
    for each in found[:MOST_LEFTOVERS]:
        cut = "……（其余见原来的文件）" if len(each.text) > LONGEST_LEFTOVER else ""
        said = each.text[:LONGEST_LEFTOVER] + cut or NO_WORDS
        words = (each.sheet, each.cell, KINDS[each.kind].zh, said)
        sheet, cell, what, text = map(writable, words)
        yield ListLine(("", sheet, cell, what, text, f"要报送的，请抄到填写格、本表备注或{REASON_LABEL}里"))
