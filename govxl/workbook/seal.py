"""The seal (防伪校验码): an HMAC by which an office knows the workbooks it issued, and last year's figures in them.

It proves who issued a workbook and that identity and prior figures are as issued; it proves nothing about who filled
it in, nor about what they filled in. Without a key there is a digest of the prior figures at least: it is no secret,
and tells whether they are still those that were issued.
"""

import hmac
import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from govxl.form.expressions import Value
from govxl.form.ledger import IDENTITY

__all__ = ["LENGTH", "NO_PRIOR", "Seal", "prior_digest", "seal", "verified"]

Seal = Literal["none", "intact", "broken", "unchecked"]
"""No seal; as issued; not as issued; sealed, and nobody has given a key to check it."""

LENGTH = 32
"""Hexadecimal digits of a seal, and of a digest: 128 bits."""

NO_PRIOR = "none"
"""The digest of a workbook that was issued without last year's figures."""


def seal(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> str:
    """Work out the seal of a workbook; of `values` the prior figures count, those whose paths begin with `prior.`."""
    # The digest is left to `verified`: the figures it tells are in the message, and older seals know no digest.
    told = [[name, identity.get(name, "")] for name in IDENTITY if name not in ("prior", "seal")]
    prior = sorted([path, _spelt(value)] for path, value in values.items() if _is_prior(path, value))
    message = json.dumps([told, prior], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:LENGTH]


def prior_digest(values: Mapping[str, Value]) -> str:
    """Tell last year's figures, and which record they come from, from any others: 32 hexadecimal digits, or `none`.

    Of `values` those count whose paths begin with `prior.`; figures as a workbook keeps them, to 15 digits.
    """
    told = sorted([path, _kept(value)] for path, value in values.items() if _is_prior(path, value))
    return sha256(json.dumps(told).encode()).hexdigest()[:LENGTH] if told else NO_PRIOR


def _kept(value: Value) -> str:
    return f"{float(value) + 0.0:.15g}" if isinstance(value, Decimal | int) else str(value)  # -0 is stored as 0


def verified(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> Seal:
    """Judge the seal a workbook shows; a digest of other figures than the sealed ones breaks it as well."""
    shown = identity.get("seal", "")
    if not shown:
        return "none"
    if not key:
        return "unchecked"
    right = seal(key, identity, values)
    fits = hmac.compare_digest(shown.encode("utf-8", "replace"), right.encode())
    return "intact" if fits and identity.get("prior", "") in ("", prior_digest(values)) else "broken"


def _is_prior(path: str, value: Value) -> bool:
    return path.startswith("prior.") and value not in (None, "")


def _spelt(value: Value) -> str:
    """Spell a figure the same whichever way it was kept."""
    return f"{value.normalize() + 0:f}" if isinstance(value, Decimal) else str(value)  # -0 is stored as 0
