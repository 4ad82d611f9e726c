"""The seal (防伪校验码): an HMAC by which an office knows the workbooks it issued, and last year's figures in them.

It proves who issued a workbook and that identity and prior figures are as issued; it proves nothing about who filled
it in, nor about what they filled in.
"""

import hmac
import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from govxl.form.expressions import Value
from govxl.form.ledger import IDENTITY

__all__ = ["LENGTH", "Seal", "seal", "verified"]

Seal = Literal["none", "intact", "broken", "unchecked"]
"""No seal; as issued; not as issued; sealed, and nobody has given a key to check it."""

LENGTH = 32
"""Hexadecimal digits of a seal: 128 bits."""


def seal(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> str:
    """Work out the seal of a workbook; of `values` the prior figures count, those whose paths begin with `prior.`."""
    told = [[name, identity.get(name, "")] for name in IDENTITY if name != "seal"]
    prior = sorted([path, _spelt(value)] for path, value in values.items() if _is_prior(path, value))
    message = json.dumps([told, prior], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:LENGTH]


def verified(key: bytes, identity: Mapping[str, str], values: Mapping[str, Value]) -> Seal:
    """Judge the seal a workbook shows."""
    shown = identity.get("seal", "")
    if not shown:
        return "none"
    if not key:
        return "unchecked"
    right = seal(key, identity, values)
    return "intact" if hmac.compare_digest(shown.encode("utf-8", "replace"), right.encode()) else "broken"


def _is_prior(path: str, value: Value) -> bool:
    return path.startswith("prior.") and value not in (None, "")


def _spelt(value: Value) -> str:
    """Spell a figure the same whichever way it was kept."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
