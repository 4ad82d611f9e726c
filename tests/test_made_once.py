"""What stands in for the making of outputs gives what is made, and makes it anew of anything else."""

from unittest import mock

import pytest

from govxl.aggregate import writing
from govxl.form.definition import load_form
from govxl.office import ingest
from tests import made_once as module
from tests.made_once import PLAIN, made_once
from tests.returns import accepted, filled, judged

KEPT = ingest.KEPT


@pytest.fixture
def made(monkeypatch):
    """Give the calls for which outputs are really made."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(module, "_MADE", {})
    monkeypatch.setattr(module, "PLAIN", lambda *call: calls.append(call) or PLAIN(*call))
    with made_once():
        yield calls


def test_it_gives_the_same_bytes_and_makes_them_once(made):
    record = judged(accepted()).record
    found = ingest.rendered(record, KEPT)
    found["mine.txt"] = b"what one does to it is not kept"
    assert ingest.rendered(judged(accepted()).record, KEPT) == writing.rendered(record, KEPT) == PLAIN(record, KEPT)
    assert len(made) == 1


def test_of_anything_else_they_are_made(made):
    record = judged(accepted()).record
    other = judged(filled({"requests.received.person": 13, "requests.carried_out.person": 2})).record
    asked = [
        (record, KEPT),
        (other, KEPT),
        (record, KEPT, True),
        (record, KEPT[:1]),
        ({**record, "remarks": []}, ("review",)),
    ]
    for call in asked:
        assert ingest.rendered(*call) == PLAIN(*call)
    form = load_form("zfxxgk/2021")
    with mock.patch.object(module, "form_of", return_value=form._replace(title="another")):
        ingest.rendered(record, KEPT)
    assert len(made) == len(asked) + 1


def test_what_others_make_is_always_made(made):
    record = judged(accepted()).record
    for _ in range(2):
        with mock.patch.object(module, "PLAIN", lambda *call: made.append(call) or {}):
            ingest.rendered(record, ("docx", "pdf"))
    assert len(made) == 2


def test_outside_of_it_all_is_as_govxl_has_it():
    assert ingest.rendered is writing.rendered is PLAIN
