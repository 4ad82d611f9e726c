"""Words out of cells: what nobody can see taken out, what is shown in a message kept short and plain."""

from collections.abc import Iterable

from govxl.characters import INVISIBLE, LINE_END, PRIVATE, brief
from govxl.findings import Both, Finding, message_of
from govxl.form.braces import called
from govxl.form.model import Form
from govxl.workbook.cells import RawCell

__all__ = ["clean", "joined_notes", "private", "spelled", "tidy", "unknown_names"]


def tidy(text: str) -> str:
    """Drop blank lines and blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def clean(text: str) -> tuple[str, Both | None]:
    """Fold line ends and take out characters nobody can see; says what was taken out."""
    folded = LINE_END.sub("\n", text).replace("\t", " ")
    kept = INVISIBLE.sub("", folded)
    found = sorted({f"U+{ord(c):04X}" for c in INVISIBLE.findall(folded)})
    if not found:
        return kept, None
    named = "、".join(found), ", ".join(found)
    return kept, Both(f"去掉了看不见的字符 {named[0]}", f"invisible characters {named[1]} were taken out")


def private(text: str) -> Both | None:
    """Name the characters of a text that other computers may not know."""
    found = sorted({f"U+{ord(c):04X}" for c in PRIVATE.findall(text)})
    if not found:
        return None
    return Both(f"里有自造字或坏字 {'、'.join(found)}", f"has private-use or broken characters {', '.join(found)}")


def unknown_names(form: Form, text: str) -> tuple[str, ...]:
    """Give what stands in braces and is the name of no sentence, so that it will be printed as it stands."""
    known = {sentence.label for sentence in form.sentences.values()}
    return tuple(dict.fromkeys(brief(each.name) for each in called(text) if each.name not in known))


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
    told = ((note.cells[0], dict(note.words).get("note") or message_of(note)) for note in notes)
    return tuple(f"{place.sheet} {place.cell}：{words}" for place, words in told)
