"""Words out of cells: what nobody can see taken out, what is shown in a message kept short and plain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from govxl.findings.finding import Both, Finding, Where, finding, message_of
from govxl.form.limits import MAX_CELL, PARAGRAPHS, packed
from govxl.form.model import Form, Point
from govxl.form.sentence_calls import calls_in, left_open
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
    """Tell what stands in braces and is the name of no sentence, so that it will be printed as it stands.

    A brace that was left open, or closes nothing, is told with what stands beside it.
    """
    if not any(brace in text for brace in BRACES):
        return
    known = [sentence.label for sentence in form.sentences.values()]
    wrong = [brief(each.name) or "{}" for each in calls_in(text) if each.name not in known]
    if names := list(dict.fromkeys([*wrong, *map(brief, left_open(text))])):
        shown = names[:MOST_NAMED] + (["……"] if len(names) > MOST_NAMED else [])
        yield finding("unknown-sentence", [place], names="”“".join(shown), meant=_meant_by(shown, known))


def _meant_by(names: Iterable[str], known: Sequence[str]) -> Both:
    """Name the sentences that these were most likely meant for, or say where all are listed."""
    from difflib import get_close_matches

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


def beyond_measure(form: Form, texts: Mapping[str, str], said: Callable[[str], str]) -> Beyond | None:
    """Find a paragraph that no cell holds, a text that its cells do not, or the longest where all come to too much.

    `said` gives the sentence of a name, which counts wherever staff call for it.
    """
    for path, text in texts.items():
        # No letter counts for more than two: most texts need no counting.
        if len(text) * 2 > MAX_CELL and (measure := _no_room(text, path in form.fields and form.fields[path])):
            return Beyond(path, *measure)
    names = {sentence.label: name for name, sentence in form.sentences.items()}
    put_in = {name: units_in(said(name)) for name in {each for text in texts.values() for each in _names(text, names)}}
    sizes = {path: units_in(text) + sum(put_in[name] for name in _names(text, names)) for path, text in texts.items()}
    lines = {path: text.count("\n") + 1 for path, text in texts.items()}
    if (size := sum(sizes.values())) > MOST_LETTERS:
        zh = f"全部文字连同花括号里放进来的句子共 {size} 字，最多 {MOST_LETTERS} 字，这一项最长"
        en = f"all texts, with the sentences named in braces, have {size} characters, of {MOST_LETTERS} at most"
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


def _names(text: str, names: Mapping[str, str]) -> Iterator[str]:
    if any(brace in text for brace in BRACES):
        yield from (names[each.name] for each in calls_in(text) if each.name in names)


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
