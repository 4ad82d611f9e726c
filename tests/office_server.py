"""Drives one private LibreOffice; runs as a child under the Python that LibreOffice's bridge (`uno`) was built for.

Every line on stdin is a job, `{"path": …, "steps": [[name, argument], …]}`: open, take the steps in order, close
without saving. Every line on stdout is its reply, `{"results": […]}` or `{"error": …}`. A job keeps no state, so that
whoever asked may ask again after a crash. When stdin ends, LibreOffice and this process end with it.
"""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import NamedValue, PropertyValue

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
    ".csv": "Text - txt - csv (StarCalc)",
    ".html": "HTML (StarCalc)",
}
ERRORS, ANY_RESULT = 4, 7  # com.sun.star.sheet.FormulaResult
MOST_CELLS = 2_000_000  # a value in the last corner of a sheet would otherwise be read as 17 thousand million cells
INPUT_LINE = 26100  # Calc's number for the line above the sheet where formulas are typed
WITHOUT_INPUT_LINE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Views/Windows"><node oor:name="{INPUT_LINE}" oor:op="replace">
<prop oor:name="Visible" oor:op="fuse"><value>false</value></prop></node></item>
</oor:items>
"""
SWITCHES = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


class Session:
    """A running LibreOffice: its desktop, to open documents, and its dispatcher, which obeys as it obeys a keyboard."""

    def __init__(self, program: str, folder: Path) -> None:
        """Start it with a profile of its own in `folder` and wait until it answers.

        Builds without a user interface lack the description of the input line and abort when a command makes them
        show it; the profile says not to.
        """
        pipe = "govxl-" + folder.name.replace("_", "-")
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(WITHOUT_INPUT_LINE, "utf-8")
        switches = [*SWITCHES, f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp;"]
        self.process = subprocess.Popen([program, *switches], stdin=subprocess.DEVNULL, stdout=sys.stderr)
        context = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )

    def _connect(self, address: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        while True:
            try:
                return resolver.resolve(address)
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                if self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def open(self, path: str, password: str = "") -> Any:
        """Open a file without window, macros or outside links."""
        wishes: dict[str, Any] = {"Hidden": True, "MacroExecutionMode": 0, "UpdateDocMode": 0}
        if password:
            wishes["Password"] = password
        document = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, properties(wishes))
        if document is None:
            raise ValueError(f"LibreOffice does not open {path}")
        return document

    def enter(self, document: Any, sheet_name: str, address: str, text: str) -> bool:
        """Type into a cell as a person does; tell whether the cell took it.

        An accepted entry can be undone even if it changes nothing (several lines are taken without that), a refused
        one leaves no such step. A hidden sheet, or a cell the cursor cannot reach, takes nothing.
        """
        sheet = sheet_of(document, sheet_name)
        if not sheet.IsVisible:
            return False
        cell, undo = sheet.getCellRangeByName(address), document.getUndoManager()
        document.CurrentController.setActiveSheet(sheet)
        undo.clear()
        self._dispatch(document, ".uno:GoToCell", ToPoint=address)
        target, reached = cell.RangeAddress, document.CurrentSelection.RangeAddress
        if (target.StartColumn, target.StartRow) != (reached.StartColumn, reached.StartRow):
            return False
        before = cell.getFormula()
        self._dispatch(document, ".uno:EnterString", StringName=text)
        accepted = undo.isUndoPossible() or cell.getFormula() != before
        if not accepted:
            self._renew_view(document)
        return bool(accepted)

    def insert_rows(self, document: Any, sheet_name: str, address: str, count: int) -> bool:
        """Insert rows above a cell as a person does, lock or no lock; tell whether they are there."""
        sheet = sheet_of(document, sheet_name)
        document.CurrentController.setActiveSheet(sheet)
        cell = sheet.getCellRangeByName(address).CellAddress
        for _ in range(count):
            undo = document.getUndoManager()
            undo.clear()
            self._dispatch(document, ".uno:GoToCell", ToPoint=f"{column_letters(cell.Column)}{cell.Row + 1}")
            self._dispatch(document, ".uno:InsertRowsBefore")
            if not undo.isUndoPossible():
                self._renew_view(document)
                return False
        return True

    def _renew_view(self, document: Any) -> None:
        """Show the document through a new window: a second message box in one window crashes builds without dialogs."""
        old = document.CurrentController.Frame
        wishes = properties({"Model": document, "Hidden": True})
        self.desktop.loadComponentFromURL("private:object", "_blank", 0, wishes)
        old.close(True)

    def _dispatch(self, document: Any, command: str, **arguments: Any) -> None:
        frame = document.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, command, "", 0, properties(arguments))


def properties(wishes: dict[str, Any]) -> tuple[Any, ...]:
    """Name the arguments of a call the way the bridge wants them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in wishes.items())


def column_letters(column: int) -> str:
    """Name a column: 0 is A, 26 is AA."""
    head, last = divmod(column, 26)
    return (column_letters(head - 1) if head else "") + chr(ord("A") + last)


# Reading


def sheet_of(document: Any, name: str) -> Any:
    """Find a sheet; an unknown one is named, which the bridge does not do."""
    if not document.Sheets.hasByName(name):
        raise KeyError(f"no sheet {name}")
    return document.Sheets.getByName(name)


def used_area(sheet: Any) -> Any:
    """Give the rectangle from A1 to the last cell in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    if (end.EndColumn + 1) * (end.EndRow + 1) > MOST_CELLS:
        raise ValueError(f"{sheet.Name} reaches to {column_letters(end.EndColumn)}{end.EndRow + 1}: too far to read")
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def filled_cells(sheet: Any) -> Iterator[tuple[int, int, Any, str]]:
    """Yield column, row, value and formula text of every cell that holds something, be it a formula giving ''."""
    area = used_area(sheet)
    for row, (values, formulas) in enumerate(zip(area.getDataArray(), area.getFormulaArray(), strict=True)):
        for column, (value, formula) in enumerate(zip(values, formulas, strict=True)):
            if formula != "":
                yield column, row, value, formula


def failures(sheet: Any) -> dict[tuple[int, int], list[Any]]:
    """Find the cells that show an error: its number, and what stands in the cell."""
    cells = used_area(sheet).queryFormulaCells(ERRORS).Cells.createEnumeration()
    found = {}
    while cells.hasMoreElements():
        cell = cells.nextElement()
        found[cell.CellAddress.Column, cell.CellAddress.Row] = [cell.getError(), cell.String]
    return found


def sheet_values(sheet: Any) -> dict[str, Any]:
    """Give a number, a text, or `[error number, text shown]` for every cell that holds something."""
    errors = failures(sheet)
    return {
        f"{column_letters(column)}{row + 1}": errors.get((column, row), value)
        for column, row, value, _ in filled_cells(sheet)
    }


def sheet_formulas(sheet: Any) -> dict[str, str]:
    """Give the formula of every cell that has one, in LibreOffice's spelling (`;` between arguments)."""
    ranges = used_area(sheet).queryFormulaCells(ANY_RESULT).RangeAddresses
    calculated = {
        (column, row)
        for area in ranges
        for column in range(area.StartColumn, area.EndColumn + 1)
        for row in range(area.StartRow, area.EndRow + 1)
    }
    return {
        f"{column_letters(column)}{row + 1}": formula
        for column, row, _, formula in filled_cells(sheet)
        if (column, row) in calculated
    }


def sheet_texts(sheet: Any) -> dict[str, str]:
    """Give what the screen shows in every cell that holds something. Slow: one call a cell."""
    return {
        f"{column_letters(column)}{row + 1}": sheet.getCellByPosition(column, row).String
        for column, row, _, _ in filled_cells(sheet)
    }


def every_sheet(document: Any, read: Callable[[Any], dict[str, Any]], only: list[str] | None) -> dict[str, Any]:
    """Apply a reading to the sheets named, or to all, hidden ones too."""
    return {name: read(sheet_of(document, name)) for name in (only or document.Sheets.ElementNames)}


# Writing


def runs(entries: Iterable[tuple[int, int, Any]]) -> Iterator[tuple[int, int, list[Any]]]:
    """Join neighbours in a row, given as (row, column, value), to one call each."""
    start, values = (-1, -1), list[Any]()
    for row, column, value in sorted(entries, key=lambda entry: entry[:2]):
        if values and (row, column) == (start[0], start[1] + len(values)):
            values.append(value)
            continue
        if values:
            yield *start, values
        start, values = (row, column), [value]
    if values:
        yield *start, values


def write_one(cell: Any, value: Any) -> None:
    """Write a single cell, locked or not; None empties it, which LibreOffice does to unlocked cells alone."""
    if isinstance(value, str):
        cell.setString(value)
    elif value is not None:
        cell.setValue(value)
    else:
        cell.setFormula("")
        if cell.getFormula():
            raise ValueError(f"{cell.AbsoluteName} is locked: it can be overwritten but not emptied")


def write_run(sheet: Any, row: int, column: int, values: list[Any]) -> None:
    """Write one run of cells; a locked cell among them refuses the run as a whole but none of them singly."""
    area = sheet.getCellRangeByPosition(column, row, column + len(values) - 1, row)
    try:
        if None in values:  # which a run would turn into #N/A
            raise ValueError
        area.setDataArray((tuple(values),))
    except (ValueError, uno.getClass("com.sun.star.uno.RuntimeException")):
        for offset, value in enumerate(values):
            write_one(sheet.getCellByPosition(column + offset, row), value)


def semicolons(formula: str) -> str:
    """Put `;` where Excel puts `,` between arguments; texts and quoted sheet names stay as they are."""
    pieces = re.split(r"""("[^"]*"|'[^']*')""", formula)
    return "".join(piece if number % 2 else piece.replace(",", ";") for number, piece in enumerate(pieces))


def write_formula(document: Any, cell: Any, formula: str) -> None:
    """Set a formula spelled as in Excel."""
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish, parser.FormulaConvention = True, 1  # AddressConvention.XL_A1
    cell.setTokens(parser.parseFormula(semicolons(formula).removeprefix("="), cell.CellAddress))


def fill(document: Any, entries: list[tuple[str, str, Any]]) -> None:
    """Write (sheet, address, value); `{"formula": …}` is a formula, a text stays text whatever it begins with."""
    plain: dict[str, list[tuple[int, int, Any]]] = {}
    for sheet_name, address, value in entries:
        cell = sheet_of(document, sheet_name).getCellRangeByName(address).getCellByPosition(0, 0)
        if isinstance(value, dict):
            write_formula(document, cell, value["formula"])
        else:
            place = cell.CellAddress
            plain.setdefault(sheet_name, []).append((place.Row, place.Column, value))
    for sheet_name, cells in plain.items():
        for row, column, values in runs(cells):
            write_run(sheet_of(document, sheet_name), row, column, values)


def save(document: Any, path: str, password: str = "") -> None:
    """Store a copy in the format its name asks for; a password for opening is known to .xlsx alone."""
    wishes: dict[str, Any] = {"FilterName": FILTERS[Path(path).suffix.lower()]}
    if password:
        key = (NamedValue(Name="CryptoType", Value="Standard"), NamedValue(Name="OOXPassword", Value=password))
        wishes["EncryptionData"] = uno.Any("[]com.sun.star.beans.NamedValue", key)
    document.storeToURL(Path(path).as_uri(), properties(wishes))


def unfold(document: Any) -> None:
    """Let a print show each sheet whole, on one page, what lies outside the print area too."""
    styles = document.StyleFamilies.getByName("PageStyles")
    for name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(name)
        sheet.setPrintAreas(())
        style = styles.getByName(sheet.PageStyle)
        style.ScaleToPagesX = style.ScaleToPagesY = 1


# What a person does to the workbook itself


def area_of(document: Any, sheet: str, address: str) -> Any:
    """Give a range of cells by its address."""
    return sheet_of(document, sheet).getCellRangeByName(address)


def lift(document: Any, sheet: str) -> None:
    """Lift the protection of a sheet; the workbook's own is lifted before sheets are moved."""
    sheet_of(document, sheet).unprotect("")


def insert(document: Any, sheet: str, kind: str, first: int, count: int) -> None:
    """Insert rows or columns before the `first` one, counted from 0."""
    getattr(sheet_of(document, sheet), kind).insertByIndex(first, count)


def delete(document: Any, sheet: str, kind: str, first: int, count: int) -> None:
    """Delete rows or columns."""
    getattr(sheet_of(document, sheet), kind).removeByIndex(first, count)


def cut(document: Any, sheet: str, source: str, to_sheet: str, to: str) -> None:
    """Cut cells and paste them elsewhere."""
    target = area_of(document, to_sheet, to).getCellByPosition(0, 0).CellAddress
    sheet_of(document, sheet).moveRange(target, area_of(document, sheet, source).RangeAddress)


def paste(document: Any, sheet: str, source: str, to_sheet: str, to: str) -> None:
    """Copy cells and paste them over others, formats and all."""
    target = area_of(document, to_sheet, to).getCellByPosition(0, 0).CellAddress
    sheet_of(document, to_sheet).copyRange(target, area_of(document, sheet, source).RangeAddress)


def free(document: Any, sheet: str, address: str) -> None:
    """Take the validation off cells."""
    area = area_of(document, sheet, address)
    rule = area.Validation
    rule.setPropertyValue("Type", uno.Enum("com.sun.star.sheet.ValidationType", "ANY"))
    area.Validation = rule


def note(document: Any, sheet: str, address: str, text: str) -> None:
    """Write a comment on a cell."""
    cell = area_of(document, sheet, address).getCellByPosition(0, 0)
    sheet_of(document, sheet).Annotations.insertNew(cell.CellAddress, text)


def relock(document: Any, sheet: str, address: str) -> None:
    """Lock cells that were open."""
    protection = uno.createUnoStruct("com.sun.star.util.CellProtection")
    protection.IsLocked = True
    area_of(document, sheet, address).CellProtection = protection


def sort(document: Any, sheet: str, address: str, column: int, ascending: bool) -> None:
    """Sort the rows of an area by one of its columns, counted from 0."""
    key = uno.createUnoStruct("com.sun.star.table.TableSortField")
    key.Field, key.IsAscending = column, ascending
    keys = uno.Any("[]com.sun.star.table.TableSortField", (key,))
    area_of(document, sheet, address).sort(properties({"SortFields": keys}))


EDITS: dict[str, Callable[..., Any]] = {
    "lift": lift,
    "insert": insert,
    "delete": delete,
    "cut": cut,
    "paste": paste,
    "free": free,
    "note": note,
    "relock": relock,
    "sort": sort,
    "merge": lambda document, sheet, address: area_of(document, sheet, address).merge(True),
    "split": lambda document, sheet, address: area_of(document, sheet, address).merge(False),
    "open": lambda document: document.unprotect(""),
    "move sheet": lambda document, sheet, place: document.Sheets.moveByName(sheet, place),
    "copy sheet": lambda document, sheet, name, place: document.Sheets.copyByName(sheet, name, place),
    "add sheet": lambda document, name, place: document.Sheets.insertNewByName(name, place),
    "remove sheet": lambda document, sheet: document.Sheets.removeByName(sheet),
    "rename sheet": lambda document, sheet, name: sheet_of(document, sheet).setName(name),
    "show sheet": lambda document, sheet, shown: sheet_of(document, sheet).setPropertyValue("IsVisible", shown),
    "remove name": lambda document, name: document.NamedRanges.removeByName(name),
}
"""Edits by name; each takes the document and what follows its name in the step."""


def edit(document: Any, edits: list[list[Any]]) -> None:
    """Edit as a person would, one thing after another."""
    for name, *arguments in edits:
        EDITS[name](document, *arguments)


# Jobs


def take_step(session: Session, document: Any, name: str, argument: Any) -> Any:
    """Take one step of a job."""
    readings = {"values": sheet_values, "formulas": sheet_formulas, "texts": sheet_texts}
    if name in readings:
        return every_sheet(document, readings[name], argument)
    if name == "type":
        return [session.enter(document, *entry) for entry in argument]
    if name == "rows":
        return [session.insert_rows(document, *entry) for entry in argument]
    actions: dict[str, Callable[[], Any]] = {
        "fill": lambda: fill(document, argument),
        "edit": lambda: edit(document, argument),
        "calculate": lambda: document.calculateAll(),
        "save": lambda: save(document, *argument),
        "unfold": lambda: unfold(document),
    }
    return actions[name]()


def do_job(session: Session, job: dict[str, Any]) -> dict[str, Any]:
    """Do a whole job; what goes wrong in it is an answer, unless LibreOffice itself has gone."""
    try:
        document = session.open(job["path"], job.get("password", ""))
        try:
            return {"results": [take_step(session, document, *step) for step in job["steps"]]}
        finally:
            document.close(True)
    except Exception as problem:
        session.desktop.Frames.hasElements()  # raises, and so ends this process, if LibreOffice is gone
        return {"error": f"{type(problem).__name__}: {problem}"}


def jobs_from_stdin(folder: Path) -> "queue.Queue[str]":
    """Read on a thread, so that the end of stdin is seen even while LibreOffice hangs."""
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=read, daemon=True).start()
    return lines


def main(program: str, folder: Path) -> None:
    """Answer jobs until stdin ends."""
    lines = jobs_from_stdin(folder)
    session = Session(program, folder)
    print(json.dumps({"results": []}), flush=True)
    while True:
        print(json.dumps(do_job(session, json.loads(lines.get()))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
