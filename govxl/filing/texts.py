"""Words out of cells: what nobody can see taken out, what is shown in a message kept short and plain."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from govxl.findings.finding import Both, Finding, Where, finding, message_of
from govxl.form.limits import MAX_CELL, PARAGRAPHS, packed
from govxl.form.model import Form, Point
from govxl.form.sentence_calls import calls_in, left_open, meaning_of
from govxl.language.nodes import Node
from govxl.text import INVISIBLE, LINE_END, PRIVATE, brief, units_in
from govxl.xlsx.cells import RawCell

__all__ = [
    "MOST_LETTERS", "MOST_PARAGRAPHS", "Beyond", "beyond_measure", "clean", "joined_notes", "private", "spelled",
    "tidied", "unknown_sentences",
]  # fmt: skip

MOST_LETTERS, MOST_PARAGRAPHS = 400_000, 2_000
"""What all texts of a return may come to, with the sentences put into them: about what the cells of one text hold."""

BRACES = "{}｛｝"


def tidied(text: str) -> str:
    """Drop blank lines and blanks at the ends of lines; indents stay."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def clean(text: str) -> tuple[str, Both | None]:
    """Fold line ends and take out characters nobody can see; says what was taken out.

    A tab stays: what is published shows a blank for it.
    """
    folded = LINE_END.sub("\n", text)
    found = _codes(INVISIBLE.findall(folded))
    if not found:
        return folded, None
    told = Both(f"去掉了看不见的字符 {found.zh}", f"invisible characters {found.en} were taken out")
    return INVISIBLE.sub("", folded), told


def private(text: str) -> Both | None:
    """Name the characters of a text that other computers may not know."""
    found = _codes(PRIVATE.findall(text))
    return found and Both(f"里有自造字或坏字 {found.zh}", f"has private-use or broken characters {found.en}")


MOST_NAMED = 10
"""Of several characters or names, those that a message spells out."""


def _codes(letters: Iterable[str]) -> Both | None:
    """Name characters by their codes, each once; None where there are none."""
    found = [f"U+{ord(letter):04X}" for letter in sorted(set(letters))]
    more = len(found) - MOST_NAMED
    zh = "、".join(found[:MOST_NAMED]) + (f" 等 {len(found)} 个" if more > 0 else "")
    en = ", ".join(found[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return Both(zh, en) if found else None


LIKE = 0.5
"""How alike a name must be to one of the form's to be taken for it by mistake."""


def unknown_sentences(form: Form, text: str, place: Where) -> Iterator[Finding]:
    """Tell what stands in braces and means no sentence and no figure for sure, so that it will be printed as it stands.

    A brace that was left open, or closes nothing, is told with what stands beside it; a name of several figures with
    their own names.
    """
    if not _has_brace(text):
        return
    called = dict.fromkeys(each.name for each in calls_in(text))
    unclear = [name for name in called if meaning_of(form, name) is None]
    several = _several(form, unclear) if unclear else {}
    wrong = [brief(name) or "{}" for name in unclear if name not in several]
    if names := list(dict.fromkeys([*wrong, *map(brief, left_open(text))])):
        shown = names[:MOST_NAMED] + (["……"] if len(names) > MOST_NAMED else [])
        yield finding("unknown-sentence", [place], names="”“".join(shown), meant=_meant_by(form, shown))
    for name, choices in list(several.items())[:MOST_NAMED]:
        yield finding("several-figures", [place], actual=brief(name), choices=choices)
    for name, unit in list(_for_figures(form, text))[:MOST_NAMED]:
        yield finding("sentence-for-figure", [place], actual=name, value=unit, choices=_figures_like(form, name))


def _for_figures(form: Form, text: str) -> Iterator[tuple[str, str]]:
    """Yield sentences that a measure word stands behind, each once: a figure was meant, and sentences have theirs."""
    labels = {sentence.label for sentence in form.sentences.values()}
    measures = {table.unit for table in form.tables} | {point.traits.unit or "" for point in form.points.values()}
    units = sorted(measures, key=lambda unit: (-len(unit), unit))
    found: dict[tuple[str, str], None] = {}
    for each in calls_in(text):
        unit = next((unit for unit in units if unit and text.startswith(unit, each.end)), "")
        if unit and each.name in labels:
            found[each.name, unit] = None
    yield from found


def _figures_like(form: Form, name: str) -> str:
    """Quote the figures whose names begin as a sentence is called; nothing where there are none."""
    from govxl.form.figure_names import BETWEEN, figure_names

    near = [each for each in figure_names(form).all_names() if each.startswith(name) and BETWEEN not in each]
    return "".join(f"“{each}”" for each in near[:MOST_CHOICES])


MOST_CHOICES = 4
"""Of the figures a name may mean, those that are named."""


def _several(form: Form, unclear: Iterable[str]) -> dict[str, str]:
    """Give the names that fit several figures, each with what these are called."""
    from govxl.form.figure_names import figure_names

    names = figure_names(form)
    found: dict[str, str] = {}
    for name in unclear:
        if fitting := names.meant(name):
            quoted = "、".join(f"“{names.name_of(path)}”" for path in fitting[:MOST_CHOICES])
            found[name] = f"{quoted} …" if len(fitting) > MOST_CHOICES else quoted
    return found


def _meant_by(form: Form, names: Iterable[str]) -> Both:
    """Name the sentences and figures that these were most likely meant for, or say where all are listed."""
    from difflib import get_close_matches

    from govxl.form.figure_names import figure_names

    figures = figure_names(form)
    # Whoever types a path means one: against the printed names it would be like none.
    known = [*(sentence.label for sentence in form.sentences.values()), *figures.all_names(), *figures.nodes]
    meant: dict[str, None] = {}
    for name in (name.strip("{}｛｝ 　") for name in names):
        # What begins with a name was most likely meant for it, whatever was typed on.
        begun = max((each for each in known if name.startswith(each)), key=len, default="")
        meant[begun or next(iter(get_close_matches(name, known, 1, LIKE)), "")] = None
    quoted = [f"“{name}”" for name in meant if name]
    if not quoted:
        return Both("（能用的名称列在“填报说明”里）", " (the names are listed on the first sheet)")
    return Both(f"，是不是{'、'.join(quoted)}", f"; perhaps {', '.join(quoted)} is meant")


class Beyond(NamedTuple):
    """A text that is too long: its path, a name of the catalogue, how long it is, and how long it may be."""

    path: str
    name: str
    measure: Both


def beyond_measure(form: Form, texts: Mapping[str, str], said: Callable[[Node], str]) -> Beyond | None:
    """Find a paragraph that no cell holds, a text that its cells do not, or the longest where all come to too much.

    `said` works out a sentence or a figure, which counts wherever staff call for it.
    """
    for path, text in texts.items():
        # No letter counts for more than two: most texts need no counting.
        if len(text) * 2 > MAX_CELL and (measure := _no_room(text, path in form.fields and form.fields[path])):
            return Beyond(path, *measure)
    called = {path: [each.name for each in calls_in(text)] for path, text in texts.items() if _has_brace(text)}
    trees = {name: meaning_of(form, name) for names in called.values() for name in names}
    put_in = {name: units_in(said(tree)) if tree is not None else 0 for name, tree in trees.items()}
    sizes = {path: units_in(text) + sum(put_in[each] for each in called.get(path, ())) for path, text in texts.items()}
    lines = {path: text.count("\n") + 1 for path, text in texts.items()}
    if (size := sum(sizes.values())) > MOST_LETTERS:
        zh = f"全部文字连同花括号里放进来的内容共 {size} 字，最多 {MOST_LETTERS} 字，这一项最长"
        en = f"all texts, with what is named in braces, have {size} characters, of {MOST_LETTERS} at most"
        return Beyond(max(sizes, key=sizes.__getitem__), "too-much-text", Both(zh, f"{en}; this is the longest"))
    if (count := sum(lines.values())) > MOST_PARAGRAPHS + len(texts):
        zh = f"全部文字共 {count} 段，最多 {MOST_PARAGRAPHS} 段，这一项最多"
        en = f"all texts have {count} paragraphs, of {MOST_PARAGRAPHS} at most; this one has most of them"
        return Beyond(max(lines, key=lines.__getitem__), "too-much-text", Both(zh, en))
    return None


def _no_room(text: str, field: Point | Literal[False]) -> tuple[str, Both] | None:
    """Say that a paragraph of a text is too long for a cell, or the text for all of its cells."""
    lines = text.split("\n") if field and field.traits.kind == "long_text" else [text]
    longest = max(map(units_in, lines))
    if longest > MAX_CELL:
        zh = f"有一段有 {longest} 字，一格最多放 {MAX_CELL} 字（表情符号和生僻字一个算两个）"
        en = f"a paragraph has {longest} characters, of {MAX_CELL} in a cell (rare ones and emoji count twice)"
        return "text-too-long", Both(zh, en)
    if len(packed(lines)) > PARAGRAPHS:
        zh, en = f"有 {units_in(text)} 字，它的 {PARAGRAPHS} 格放不下", f"{units_in(text)} characters"
        return "too-much-text", Both(zh, f"{en} are more than its {PARAGRAPHS} cells hold")
    return None


def _has_brace(text: str) -> bool:
    return any(brace in text for brace in BRACES)


def spelled(cell: RawCell | None) -> str:
    """Write what stands in a cell so that it can be shown: short, nothing invisible."""
    if cell is None:
        return ""
    text = (
        f"={cell.formula}"
        if cell.formula
        else {"boolean": "TRUE" if cell.text == "1" else "FALSE"}.get(cell.kind, cell.text)
    )
    return brief(text)


def joined_notes(notes: Iterable[Finding]) -> tuple[str, ...]:
    """Give the normalisations as lines for the record: place and what was done."""
    told = ((note.cells[0], note.word("note") or message_of(note)) for note in notes)
    return tuple(f"{place.sheet} {place.cell}：{words}" for place, words in told)
