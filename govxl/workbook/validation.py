"""What Excel itself refuses or colours while staff type: validations, prompts and conditional formats.

Each refers to its own sheet only; Excel moves others into extensions when it saves.
"""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from govxl.form.model import CellType
from govxl.layout.places import Box, Sheet, Slot, rectangles
from govxl.words import MARKS, NIL, ZEROS, State
from govxl.workbook.styles import BAD, STATE_COLOURS, Styles

__all__ = ["add_colours", "add_validations"]

OF_CHECKS = {word for name, word in vars(State).items() if name.isupper()}
"""What states of checks say, apart from the words that sum up."""


def add_validations(target: Worksheet, sheet: Sheet) -> None:
    """Put the validation of its type, and its help as a prompt, on every input; equal ones share a range."""
    groups: dict[tuple[Any, ...], list[Slot]] = {}
    for slot in sheet.slots:
        if slot.editable:
            traits = slot.traits
            groups.setdefault(
                (traits.kind, traits.choices, traits.places, traits.not_applicable, traits.help), []
            ).append(slot)
    for slots in groups.values():
        # Of a long text the first line alone has the prompt, or it would cover every paragraph while it is typed.
        boxes = [box for slot in slots for box in (slot.cells[:1] or (slot.box,))]
        for area in rectangles((box.row, box.column) for box in boxes):
            options = validation(slots[0].traits, area.split(":")[0])
            if options:
                target.data_validation(area, options)


def validation(traits: CellType, first: str) -> dict[str, Any]:
    """Say what a cell of this type takes; `first` is the cell that relative references start from."""
    options: dict[str, Any] = {}
    whole = "请填不小于0的整数；没有请填0"
    match traits.kind:
        case "count" if traits.not_applicable:
            # Excel's own "whole number" takes no text, so that a cell for figures or a mark needs a formula.
            test = f'=IF(ISNUMBER({first}),AND({first}>=0,{first}=INT({first})),{first}="/")'
            options = {"validate": "custom", "value": test, "error_message": f"{whole}，不适用请填 /"}
        case "count":
            options = {"validate": "integer", "criteria": ">=", "value": 0, "error_message": whole}
        case "signed":
            # Excel knows no "whole number" without a bound, and 0 is none here.
            limit = 10**9
            message = "请填整数，减少用负数，如 -8"
            bounds = {"criteria": "between", "minimum": -limit, "maximum": limit}
            options = {"validate": "integer", **bounds, "error_message": message}
        case "amount" | "percent":
            message = f"请填不小于0的数，最多{traits.places}位小数" + (f"，单位：{traits.unit}" if traits.unit else "")
            options = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": message}
        case "choice":
            chosen = list(traits.choices or ())
            options = {"validate": "list", "source": chosen, "error_message": "请从下拉列表里选"}
    if options:
        options = {"error_title": "这一格不能这样填", **options}
    if traits.prompt:
        options |= {"input_message": traits.prompt}
    # A prompt hangs on a validation, be it one that takes anything.
    if options and "validate" not in options:
        options["validate"] = "any"
    return options


def add_colours(target: Worksheet, sheet: Sheet, styles: Styles) -> None:
    """Colour the states of checks, and inputs that hold something their type does not take."""
    shown = [slot for slot in sheet.slots if slot.role == "state"]
    states = list(rectangles((slot.box.row, slot.box.column) for slot in shown))
    if states:
        checked = any(slot.path.startswith(("state.", "echo.")) for slot in shown)
        for word, colours in STATE_COLOURS:
            if word in OF_CHECKS and not checked:
                continue  # a sheet that only sums up never shows them, and every rule takes its time on opening
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.colours(*colours)}
            target.conditional_format(states[0], rule | {"multi_range": " ".join(states)})
    mode = next((slot.box.absolute for slot in sheet.slots if slot.role == "mode"), "")
    groups: dict[tuple[str, int, bool], list[Box]] = {}
    for slot in sheet.slots:
        if slot.editable and slot.traits.numeric:
            traits = slot.traits
            groups.setdefault((traits.kind, traits.places, bool(traits.not_applicable)), []).append(slot.box)
    for (kind, places, excused), boxes in groups.items():
        # Programs disagree on the cell that relative references start from when a rule spans several areas.
        for area in rectangles((box.row, box.column) for box in boxes):
            test = _wrong(area.split(":")[0], kind, places, excused, mode)
            target.conditional_format(area, {"type": "formula", "criteria": test, "format": styles.colours(*BAD)})


def _wrong(cell: str, kind: str, places: int, excused: bool, mode: str) -> str:
    """Say in a formula when a cell of figures is filled wrongly; marks pass where the form or the unit lets them."""
    marked = "OR(" + ",".join(f'{cell}="{mark}"' for mark in MARKS) + ")"
    zeros = f'OR({mode}="{ZEROS}",{mode}="{NIL}")' if mode else "FALSE"
    passed = marked if excused else f"AND({zeros},{marked})"
    below = "FALSE" if kind == "signed" else f"{cell}<0"
    figure = f"OR({below},ROUND({cell},{places})<>{cell})"
    return f'=IF(ISERROR({cell}),TRUE,IF(ISNUMBER({cell}),{figure},AND({cell}<>"",NOT({passed}))))'
