"""A small made-up form for tests: a library's yearly return, two blocks, a total each way, last year, prose."""

from pathlib import Path

from govxl.form.definition import load_form
from govxl.form.model import Form

SMALL = """\
id = 'library'
edition = 'v1'
title = 'Yearly return'
authority = 'Library Act'
years = '2020-'
heading = '{unit.title} {year}'

[cover]
fields = [
  ['phone', 'Phone'],
  ['fines', 'Fines', {type = 'amount', decimals = 2}],
  ['place', 'Place', {type = 'choice', choices = ['town', 'village']}],
]

[[table]]
name = 'loans'
sheet = 'Loans'
title = 'Loans of the year'
derived = [
  ['printed', 'Printed matter', {sum = 'books, journals'}],
  ['books.share', 'Share of adults', {cases = [{when = 'all_readers != 0', value = 'adults * 100'}, {value = '0'}]}],
]

[[table.block]]
title = 'Lent'
corner = 'What'
columns = [
  ['Readers', [
    ['adults',   'Adults'],
    ['children', 'Children'],
    ['all_readers', 'All', {sum = 'adults, ..., children'}],
  ]],
]
rows = [
  ['opening', 'On loan before', {prefill = 'prior.closing'}],
  ['Lent', [
    ['books',    'Books'],
    ['journals', 'Journals', {help = 'Bound ones too'}],
    ['films',    'Films'],
  ]],
  ['lent',    'All lent', {sum = 'books, ..., films'}],
  ['closing', 'On loan after'],
]

[[table.block]]
title = 'Returned'
columns = [
  ['late',  'Late'],
  ['kind',  'Kind', {type = 'choice', choices = ['few', 'many'], required = 'no'}],
]
rows = [['returned', 'Returned']]

[[table.rule]]
id = 'balance'
each = 'column'
expr = 'opening + lent >= closing'
says = 'No more can be out than was lent'
severity = 'hard'
basis = 'arithmetic'

[[table.rule]]
id = 'chosen'
expr = 'returned.late == 0 or returned.kind != ""'
says = 'Say how many'
severity = 'warning'
basis = 'practice'

[[part]]
name = 'figures'
title = 'Figures'
table = 'loans'

[[part]]
name = 'words'
title = 'In words'
sheet = 'Words'
fields = [['report', 'Report', {type = 'long_text', sentence = 'lent'}]]

[[rule]]
id = 'short'
expr = 'length(narrative.words.report) <= 100'
says = 'Be brief'
severity = 'info'
basis = 'practice'

[[sentence]]
name = 'none'
label = 'nothing'
cases = [{says = 'Nothing was lent.'}]

[[sentence]]
name = 'lent'
label = 'what was lent'
cases = [
  {when = 'loans.lent.all_readers == 0', says = '{nothing}'},
  {says = '{loans.lent.all_readers} lent, {loans.printed.all_readers} of them printed.'},
]
"""


def load(folder: Path, *changes: tuple[str, str]) -> Form:
    """Load the small form from a folder, with parts of its text replaced."""
    text = SMALL
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the small form")
        text = text.replace(old, new)
    (folder / "form.toml").write_text(text, encoding="utf-8")
    return load_form(folder)
