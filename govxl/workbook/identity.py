"""What a workbook says of itself, kept twice so that neither place is believed alone, and its seal."""

import hmac
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from govxl.findings.finding import Both, Finding, Severity, Where, finding
from govxl.language.expressions import Value
from govxl.layout.own_pages import IDENTITY, PROPERTY
from govxl.text import brief, visible
from govxl.words import IDENTITY_SHEET
from govxl.xlsx.cells import RawWorkbook
from govxl.xlsx.xml import unescaped

__all__ = [
    "CONFLICT",
    "LENGTH",
    "NEEDED",
    "NO_PRIOR",
    "Seal",
    "identity_of",
    "prior_digest",
    "seal",
    "told_in",
    "verified",
]

# -- The seal


Seal = Literal["none", "intact", "broken", "unchecked"]
"""No seal; as issued; not as issued; sealed, and nobody has given a key to check it."""

LENGTH = 32
"""Hexadecimal digits of a seal, and of a digest: 128 bits."""

CONFLICT = "identity-conflict"
"""The finding of a file that says two things of whose it is; it speaks for nobody."""

NO_PRIOR = "none"
"""The digest of a workbook that was issued without last year's figures."""


def seal(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> str:
    """Work out the seal of a workbook; of `values` the prior figures count, those whose paths begin with `prior.`."""
    # The digest is left to `verified`: the figures it tells are in the message, and older seals know no digest.
    told = [[name, identity.get(name, "")] for name in IDENTITY if name not in ("prior", "seal")]
    # A figure is spelt the same whichever way it was kept; adding 0 makes 0 of -0, which is stored as 0.
    prior = [
        (path, _plain_figure(value) if isinstance(value, Decimal) else str(value)) for path, value in _prior_in(values)
    ]
    message = json.dumps([told, prior], ensure_ascii=False, separators=(",", ":"))
    # A name that was damaged may hold half of a pair of surrogates, which plain UTF-8 does not take.
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:LENGTH]


def prior_digest(values: Mapping[str, Value]) -> str:
    """Tell last year's figures, and which record they come from, from any others: 32 hexadecimal digits, or `none`.

    Of `values` those count whose paths begin with `prior.`; figures as a workbook keeps them, to 15 digits.
    """
    # Adding 0 makes 0 of -0, which is stored as 0.
    told = [(path, value if type(value) is str else _stored_figure(value)) for path, value in _prior_in(values)]
    return sha256(json.dumps(told).encode()).hexdigest()[:LENGTH] if told else NO_PRIOR


def verified(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> Seal:
    """Judge the seal a workbook shows; a digest of other figures than the sealed ones breaks it as well."""
    shown = identity.get("seal", "")
    if not shown:
        return "none"
    if not key:
        return "unchecked"
    right = seal(key, identity, values)
    # In the same time whatever differs, or a seal could be guessed digit by digit.
    fits = hmac.compare_digest(shown.encode("utf-8", "replace"), right.encode())
    # A workbook sealed before there were digests has none.
    return "intact" if fits and identity.get("prior", "") in ("", prior_digest(values)) else "broken"


def _prior_in(values: Mapping[str, Value]) -> list[tuple[str, Value]]:
    """Pick last year's figures, and which record they come from, sorted by their paths; blank ones are none."""
    # By type first, for nearly all are figures, and a figure is compared with a text the slow way.
    return sorted(
        [
            (path, value)
            for path, value in values.items()
            if path[:6] == "prior." and (type(value) is Decimal or (value is not None and value != ""))
        ]
    )


@lru_cache(maxsize=1024)
def _stored_figure(value: Value) -> str:
    """Spell a figure as a workbook keeps it, to 15 digits, and anything else as it is."""
    return f"{float(value) + 0.0:.15g}" if isinstance(value, Decimal | int) else str(value)


@lru_cache(maxsize=1024)
def _plain_figure(value: Decimal) -> str:
    """Spell a figure the same whichever way it was kept; nearly all of a year's are small and come again."""
    return f"{value.normalize() + 0:f}"


# -- Identity


NEEDED = ("form", "edition", "unit.name", "year")
"""Without these nobody can tell whose a workbook is; the others may be empty."""


def identity_of(raw: RawWorkbook) -> tuple[dict[str, str], list[Finding]]:
    """Read the identity, and what is wrong with it.

    Returns an empty mapping when it stands in neither place: not a workbook of ours.
    """
    told = told_in(raw.properties)
    kept = _on_the_sheet(raw, told)
    # Programs differ in whether a property spells what looks like an escape; the cell says which of the two it is.
    told |= {key: text for key, text in kept.items() if key in told and text == unescaped(told[key]) == visible(text)}
    if not told and not kept:
        return {}, []
    findings = [
        finding(
            CONFLICT,
            [Where(IDENTITY_SHEET, "", key, key, kept[key])],
            expected=told[key],
            actual=kept[key],
            key=key,
        )
        for key in IDENTITY
        if key in told and key in kept and told[key] != kept[key]
    ]
    sheet = Both(f"工作表“{IDENTITY_SHEET}”", f"sheet “{IDENTITY_SHEET}”")
    for half, words in ((told, Both("文件属性", "the properties")), (kept, sheet)):
        if missing := [key for key in NEEDED if not half.get(key)]:
            # Nobody can tell whose it is where neither place says it.
            lost = any(not (told.get(key) or kept.get(key)) for key in missing)
            severity: Severity | None = "hard" if lost else None
            findings.append(finding("identity-incomplete", severity=severity, half=words, keys="、".join(missing)))
    return {key: told.get(key, kept.get(key, "")) for key in IDENTITY}, findings


def told_in(properties: Mapping[str, str]) -> dict[str, str]:
    """Pick from a workbook's properties what it says of itself."""
    ours = ((key.removeprefix(PROPERTY), text) for key, text in properties.items() if key.startswith(PROPERTY))
    return {key: _plain(text) for key, text in ours}


def _on_the_sheet(raw: RawWorkbook, told: Mapping[str, str]) -> dict[str, str]:
    """Read what the identity sheet says; what computes there contradicts the properties, and alone it says nothing."""
    cells = next((sheet.cells for sheet in raw.sheets if sheet.name == IDENTITY_SHEET), {})
    kept: dict[str, str] = {}
    for row in range(1, len(IDENTITY) + 1):
        key, value = cells.get((row, 1)), cells.get((row, 2))
        if key is None or key.text not in IDENTITY or key.formula is not None:
            continue
        if value is None or value.formula is None:
            kept[key.text] = _plain(value.text) if value else ""
        elif key.text in told:
            kept[key.text] = f"={brief(value.formula)}"
    return kept


def _plain(text: str) -> str:
    """Give an identity's text; a year that became a double (`2025.0`) is still that year."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text.strip())
