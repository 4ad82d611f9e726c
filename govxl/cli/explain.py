"""govxl explain: what findings and rules mean, in the words of the catalogue and of the forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from govxl.cli.run import CannotRunError
from govxl.cli.words import say
from govxl.findings.catalogue import CATALOGUE, Entry
from govxl.form.definition import UnknownFormError, installed_forms, load_form
from govxl.form.model import Form, Point, table_of
from govxl.text import brief
from govxl.words import Both, Language

__all__ = ["STAND_INS", "explain"]

# -- Stand-ins


STAND_INS: dict[str, Both] = {
    "pieces": Both("哪些字被划掉、看不见、上下标或重复", "which letters are struck out, hidden, raised or repeated"),
    "rest": Both("其余的字", "the other letters"),
    "place": Both("某处（如名单、文件夹、工作表）", "somewhere, such as a list, a folder or a sheet"),
    "used": Both("用了什么数核对", "what was used instead"),
    "what": Both("具体情况", "what exactly"),
    "why": Both("原因", "the reason"),
    "actual": Both("文件里的", "what the file says"),
    "asked": Both(
        "没有读到的要在退回的表里重新填上，其余不用重填", "type again what could not be read, and nothing else"
    ),
    "cells_count": Both("几", "some"),
    "change": Both("插入或删除了几行几列", "rows or columns inserted or deleted"),
    "done": Both("合并或取消合并", "merged, or no longer so"),
    "filled": Both("几", "some"),
    "half": Both("文件属性或隐藏的工作表", "the properties or the hidden sheet"),
    "read": Both("各项仍按标题和名称读到", "every entry was still found"),
    "kinds": Both("指向其他工作簿的链接之类", "links to other workbooks or the like"),
    "lost": Both("里面的几项无法读取", "its entries cannot be read"),
    "keys": Both("几项", "some parts"),
    "said": Both("写的内容", "what is written"),
    "now": Both("现在的内容", "what is there now"),
    "other": Both("另一份报表", "another return"),
    "point": Both("格的名称", "a point"),
    "sheets": Both("各工作表", "the sheets"),
    "target": Both("别处", "somewhere else"),
    "was": Both("原来的内容", "what was there"),
    "basis": Both("规则的出处", "where the rule comes from"),
    "cell": Both("格的位置", "cell"),
    "choices": Both("各选项", "the choices"),
    "count": Both("几", "some"),
    "date": Both("某月某日", "date"),
    "detail": Both("具体情况", "details"),
    "edition": Both("版本", "edition"),
    "expected": Both("应当的", "what was expected"),
    "form": Both("表式", "form"),
    "formula": Both("公式", "formula"),
    "key": Both("标识的一项", "part of the identity"),
    "kind": Both("文件的种类", "kind of file"),
    "label": Both("格的名称", "label of the cell"),
    "lines": Both("几", "some"),
    "year": Both("某", "a year"),
    "measure": Both("文字太多，放不下", "more text than there is room for"),
    "meant": Both("，是不是另一个名称", "; perhaps another name is meant"),
    "mode": Both("填报方式", "way of filling"),
    "names": Both("大括号里的名称", "what stands in braces"),
    "note": Both("怎样读的", "how it was read"),
    "ours": Both("算出的数", "our figure"),
    "places": Both("几", "so many"),
    "proposal": Both("这一格应当怎样填", "what to type instead"),
    "remedy": Both("这条规则的改法。", "What this rule asks for. "),
    "says": Both("规则的内容", "what the rule says"),
    "sheet": Both("工作表", "sheet"),
    "sheet_name": Both("工作表", "sheet"),
    "shown": Both("显示的内容", "what it shows"),
    "stored": Both("存储的内容", "what it stores"),
    "sides": Both("：两边的数和差", ": both sides and their difference"),
    "total": Both("总计的编号", "id of the total"),
    "value": Both("所填的内容", "what was typed"),
    "given": Both("", ""),
    "quote": Both("文字里的一句", "a clause of the text"),
    "spot": Both("（第几到第几字）", " (which characters)"),
    "should": Both("，应为表里的数", ", and what it should be"),
    "explain": Both("", ""),
    "times": Both("几", "so many"),
}
"""By the name of the placeholder in the catalogue."""


# -- What there is under a name


ALL = "all"
MOST_PLACES = 6
"""Lines that a rule is laid over, or cells of a total, that are named."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one edition asks for under an id, a rule's or that of totals and fields; lines of (heading, text)."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]


def explain(codes: list[str], *, form: str = "", language: Language) -> None:
    """Print what each code, name or id stands for; all of them are looked up before the first is printed."""
    editions = [name for name in reversed(installed_forms()) if not form or form in (name, name.split("/")[0])]
    if not editions:
        raise UnknownFormError(form)
    asked = {name: _asked_of(load_form(name), language) for name in editions}
    listed = say("listed", language)
    blocks: list[list[str]] = []
    for code in codes:
        word = code.lower()
        entries = [entry for entry in CATALOGUE.values() if word in (ALL, entry.code.lower(), entry.name)]
        found = [list(_entry(entry, language)) for entry in entries] if not form or word == ALL else []
        # Once for all editions in which a rule asks for the same.
        groups: dict[_Asked, list[str]] = {}
        for name, ours in asked.items():
            if word in ours:
                groups.setdefault(ours[word], []).append(name)
        for each, names in groups.items():
            title = "  ".join(filter(None, [f"{each.id} {each.title}".strip(), listed.join(names)]))
            found.append([title, *(f"  {heading}{text}" for heading, text in each.lines)])
        # Asked within a form for a code, which is the same in all.
        if not found and word != ALL:
            found = [list(_entry(entry, language)) for entry in entries]
        if not found:
            raise CannotRunError(_unknown(code, form, asked, language))
        blocks += found
    for nth, block in enumerate(blocks):
        if nth and len(codes) > 1:
            print()
        print("\n".join(block))


def _unknown(code: str, form: str, asked: dict[str, dict[str, _Asked]], language: Language) -> str:
    """Say that there is no such code, which are near, and where all are listed."""
    ids = {each.id.lower(): each.id for ours in asked.values() for each in ours.values()}
    known = ids | {entry.code.lower(): entry.code for entry in CATALOGUE.values()}
    known |= {entry.name: entry.name for entry in CATALOGUE.values()}
    near = [known[each] for each in get_close_matches(code.lower(), known, 3)]
    meant = say("explain-near", language, near=say("listed", language).join(near)) if near else ""
    within = say("explain-within", language, form=form) if form else ""
    codes = " ".join(entry.code for entry in CATALOGUE.values())
    told = {"known": codes, "rules": " ".join(ids.values())}
    return say("no-code", language, code=brief(code), meant=meant, within=within, **told)


# -- Findings


def _entry(entry: Entry, language: Language) -> Iterator[str]:
    stand_ins = {name: f"〈{spoken.said(language)}〉" for name, spoken in STAND_INS.items()}
    yield f"{entry.code} {entry.title.said(language)}  {entry.name}"
    yield f"  {say('severity', language)}{say(entry.severity, language)}"
    yield f"  {entry.message.said(language).format_map(stand_ins)}"
    yield f"  {say('advice', language)}{entry.advice.said(language).format_map(stand_ins)}"
    yield f"  {say('why', language)}{entry.example.said(language)}"


# -- Rules, totals and fields


def _asked_of(form: Form, language: Language) -> dict[str, _Asked]:
    """Give what a form asks for by id, in small letters; of a rule and a total of one id, the rule."""
    found: dict[str, _Asked] = {}
    points: dict[str, list[Point]] = {}
    for point in [*form.points.values(), *form.fields.values()]:
        if point.traits.id:
            points.setdefault(point.traits.id, []).append(point)
    for name, ours in points.items():
        found[name.lower()] = _points(form, name, ours, language)
    for rule in {check.rule.id: check.rule for check in form.checks}.values():
        places = [check.label for check in form.checks if check.rule.id == rule.id and check.label]
        sheet = form.table(rule.table).sheet if rule.table else ""
        lines = (
            (say("severity", language), say(rule.severity, language)),
            ("", rule.says),
            (say("explain-where", language), _places(sheet, places, language)),
            (say("advice", language), rule.remedy),
            (say("basis", language), rule.basis),
        )
        title = rule.name or say("explain-rule", language)
        found[rule.id.lower()] = _Asked(rule.id, title, tuple(line for line in lines if line[1]))
    return found


def _points(form: Form, name: str, points: Sequence[Point], language: Language) -> _Asked:
    first = points[0]
    shared = [label for label in first.labels if label and all(label in point.labels for point in points)]
    labels = list(dict.fromkeys(_own_label(point, shared) for point in points)) if len(points) > 1 else []
    added = [_own_label(form.points[path], first.labels) for path in first.operands]
    sheets = {form.table(table_of(path)).sheet: None for path in (p.path for p in points) if path in form.points}
    parts = {label for path in first.operands for label in form.points[path].labels}
    title = next((label for label in reversed(shared) if parts and label not in parts), "")
    kind = "explain-total" if first.operands else "explain-entry"
    lines = (
        ("", say(kind, language)),
        (say("explain-where", language), _places("」「".join(sheets), labels, language)),
        (say("explain-adds", language), _places("", added, language)),
        (say("basis", language), first.traits.basis or ""),
    )
    return _Asked(name, title, tuple(line for line in lines if line[1]))


def _own_label(point: Point, others: Sequence[str]) -> str:
    """Give the innermost label of a point that those others do not have as well."""
    own = [label for label in point.labels if label and label not in others]
    return own[-1] if own else point.label


def _places(sheet: str, labels: Sequence[str], language: Language) -> str:
    shown = say("listed", language).join(labels[:MOST_PLACES]) + (" …" if len(labels) > MOST_PLACES else "")
    return f"「{sheet}」{shown}" if sheet else shown
