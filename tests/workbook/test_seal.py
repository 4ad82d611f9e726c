"""The seal: worked out here a second time from its description, and true of nothing but what was issued."""

import hmac
import json
from hashlib import sha256

import pytest

from govxl.filing.model import Prior
from govxl.findings.finding import message_of
from tests.returns import UNIT, accepted, figure, filled, judged, layout_of, packed, parts_of, put, workbook
from tests.tampering import forged

KEY = b"0123456789abcdef"
LAST_YEAR = Prior(2024, "2021", "0" * 64, {"requests.carried_out.person": 2})


def sealed(**how):
    return filled(key=KEY, **how)


def state(data, key=KEY):
    judgement = judged(data, key=key)
    assert judgement.record, [found.name for found in judgement.findings if found.blocks]
    return judgement.record["source"]["seal"]


def names(data, key=KEY):
    return [found.name for found in judged(data, key=key).findings if found.name.startswith(("seal", "identity", "foreign"))]


def test_the_three_states_and_no_key():
    assert state(accepted(), b"") == "none"
    assert state(accepted()) == "none"
    assert state(sealed()) == "intact"
    assert state(sealed(), b"") == "unchecked"
    assert names(accepted()) == ["seal-absent"]
    assert names(accepted(), b"") == names(sealed(), b"") == names(sealed()) == []


def test_it_is_the_hmac_of_identity_and_last_years_figures():
    """RFC 2104 with SHA-256, cut to 128 bits, over the identity in order and the prior figures by path."""
    layout = layout_of()
    told = [
        ["form", "zfxxgk"], ["edition", "2021"], ["fingerprint", layout.fingerprint], ["unit.name", UNIT],
        ["unit.code", "GOV01"], ["unit.level", "county"], ["unit.kind", "government"], ["year", "2025"],
        ["scope", "own"], ["issued", "2026-01-05T08:00:00+00:00"],
    ]  # fmt: skip
    prior = [["prior.edition", "2021"], ["prior.requests.carried_out.person", "2"], ["prior.sha256", "0" * 64], ["prior.year", "2024"]]
    message = json.dumps([told, prior], ensure_ascii=False, separators=(",", ":")).encode()
    expected = hmac.new(KEY, message, sha256).hexdigest()[:32]
    assert f">{expected}<".encode() in parts_of(sealed(prior=LAST_YEAR))["docProps/custom.xml"]


@pytest.mark.parametrize("key", ["unit.code", "unit.level", "unit.kind", "issued", "scope"])
def test_an_identity_forged_everywhere_breaks_it(key):
    assert "seal-broken" in names(forged(key, "other")(sealed()))


def test_a_unit_forged_with_every_mark_is_told_by_the_seal_alone():
    """Whoever changes the properties, the identity sheet and the marks of all sheets is caught by the seal, or not at all."""
    parts = parts_of(forged("unit.name", "乙县人民政府")(sealed()))
    forgery = packed({name: content.replace(UNIT.encode(), "乙县人民政府".encode()) for name, content in parts.items()})
    assert names(forgery) == ["seal-broken"]
    assert names(forgery, b"") == []


def test_another_key_does_not_fit():
    judgement = judged(sealed(), key=KEY + b"x")
    assert [found.name for found in judgement.findings if found.blocks] == ["seal-broken"]
    assert KEY.decode() not in "".join(message_of(found) for found in judgement.findings)


def test_last_years_figures_are_under_seal():
    data = sealed(prior=LAST_YEAR)
    box = layout_of().slots["prior.requests.carried_out.person"].box
    assert names(data) == []
    assert names(put(data, {(box.sheet, box.address): figure("3")})) == ["seal-broken"]
    assert names(put(data, {(box.sheet, box.address): figure("2.0")})) == [], "another spelling of the same figure"


def test_what_staff_type_is_not():
    assert names(filled({"requests.received.person": 13, "requests.carried_out.person": 2}, key=KEY)) == []


def test_the_key_is_nowhere_in_the_workbook():
    parts = parts_of(sealed())
    assert not [name for name, content in parts.items() if KEY in content or KEY.hex().encode() in content]


def test_a_seal_taken_from_another_workbook_does_not_fit():
    other = parts_of(workbook(unit="乙县", key=KEY))["docProps/custom.xml"]
    stolen = other.split(b'name="govxl.seal"><vt:lpwstr>')[1][:32].decode()
    assert "seal-broken" in names(forged("seal", stolen)(accepted()))


def test_a_seal_in_one_place_only_is_a_conflict():
    assert names(forged("seal", "0" * 32, sheet=False)(sealed())) == ["identity-conflict", "seal-broken"]
