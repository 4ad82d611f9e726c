"""A made-up form and a filled record of it: two blocks of different widths, nested labels, a choice beside a column."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from govxl.form.definition import load_form
from govxl.form.model import Form

FORM = """
id = "library"
edition = "one"
title = "Library report"
authority = "The city"
years = "2020-"
heading = "{unit.title}馆{year}年年报"

[cover]
fields = [["front", "Preface", {type = "long_text", sentence = "preface"}], ["phone", "Phone"]]

[[table]]
name = "stock"
sheet = "Stock"
title = "Two. Stock"

[[table.block]]
title = "Books"
corner = "Kind"
columns = [["owned", "Owned"], ["price", "Price", {type = "amount", decimals = 2}],
  ["currency", "Unit", {type = "choice", choices = ["元", "万元"], beside = true, required = "no"}]]
rows = [["novels", "Novels"], ["maps", "Maps", {not_applicable = true}]]

[[table.block]]
title = "Loans"
corner = "Kind"
columns = [["young", "Young"], ["adult", "Adult"], ["total", "Total", {sum = "young, adult"}]]
rows = [["lent", "Lent"]]

[[table]]
name = "visits"
sheet = "Visits"
title = "Three. Visits"

[[table.block]]
corner = "Rows add up"
columns = [
  ["Readers", [["child", "Child"], ["Grown", [["man", "Man"], ["woman", "Woman"]]]]],
  ["all", "All", {sum = "child, man, woman"}],
]
rows = [["opened", "Opened"], ["By day", [["monday", "Monday"], ["Weekend", [["saturday", "Sat"], ["sunday", "Sun"]]]]]]

[[table]]
name = "staff"
sheet = "Staff"
title = "Staff table"

[[table.block]]
columns = [["paid", "Paid"], ["free", "Free", {type = "text", required = "no"}]]
rows = [["people", ""]]

[[part]]
name = "summary"
title = "One. Summary"
sheet = "Summary"
fields = [["aim", "Aim", {type = "long_text"}], ["lending", "Lending", {type = "long_text", sentence = "lent"}]]

[[part]]
name = "stock"
title = "Two. Stock"
table = "stock"

[[part]]
name = "visits"
title = "Three. Visits"
table = "visits"

[[part]]
name = "staff"
title = "Four. Staff"
table = "staff"

[[sentence]]
name = "lent"
label = "借出"
cases = [{when = "stock.lent.total == 0", says = "没有借出。"}, {says = "借出{stock.lent.total}册。"}]

[[sentence]]
name = "maps"
label = "地图"
cases = [{says = "地图{stock.maps.owned}幅。"}]

[[sentence]]
name = "preface"
label = "前言"
cases = [{when = "cover.phone != ''", says = "{unit.name}{year}年，电话{cover.phone}。"}]
"""


def made_up(folder: Path) -> Form:
    """Load the form from a folder of the test."""
    (folder / "form.toml").write_text(FORM, encoding="utf-8")
    return load_form(folder)


def filled(**changes: Any) -> dict[str, Any]:
    """Give a record of the form; `changes` replace its top-level keys."""
    record = {
        "record": 1,
        "form": "library",
        "edition": "one",
        "unit": {
            "name": "河边图书馆",
            "title": "河边",
            "code": "007",
            "level": "county",
            "kind": "other",
            "change": "",
        },
        "year": 2024,
        "scope": "own",
        "cover": {"front": "", "phone": "12-34"},
        "tables": {
            "stock": {
                "novels": {"owned": 1200, "price": Decimal("24252.311082"), "currency": "万元"},
                "maps": {"owned": None, "price": Decimal("0.50"), "currency": ""},
                "lent": {"young": 5, "adult": 1234567, "total": 1234572},
            },
            "visits": {
                name: {"child": n, "man": -8, "woman": 0, "all": n - 8}
                for n, name in enumerate(("opened", "monday", "saturday", "sunday"), 11)
            },
            "staff": {"people": {"paid": 3, "free": ""}},
        },
        "derived": {"stock": {"lent": {"half": Decimal("617286")}}},
        "notes": {"stock": "Counted twice.\n\nSee the list.", "visits": ""},
        "narrative": {"summary": {"aim": "1.目标。\n　　多读书。", "lending": ""}},
        "explanations": [],
        "findings": [],
        "prior": {"year": 2023, "tables": {"stock": {"lent": {"total": 9, "adult": None}}}},
        "source": {},
        "govxl": "0",
    }
    return record | changes
