"""Packages with some pieces replaced: the parts asked for, as the standard library unpacks them, and little deflated."""

import io
import random
import zipfile

from govxl.xlsx import repack
from govxl.xlsx.repack import Packed

PIECES = [b"<c r='%d'><v>%d</v></c>" % (n, n) * (1 + n % 7 * 9) for n in range(400)]
SMALL = b"<small/>"


def packed():
    """Pack two parts of some size in pieces, and one that nobody touches."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (("a.xml", b"".join(PIECES)), ("still.xml", SMALL * 99), ("b.xml", b"".join(PIECES[:50]))):
            package.writestr(name, text)
    ours = Packed(out.getvalue())
    ours.cut("a.xml", PIECES)
    ours.cut("b.xml", PIECES[:50])
    return ours


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {info.filename: package.read(info) for info in package.infolist()}


def pieces_of_many(chance):
    """Draw pieces for both parts, seldom the same ones; some empty, some long."""
    for _ in range(60):
        count = chance.choice([0, 1, 5, 40])
        others = {n: b"<x>%d</x>" % chance.getrandbits(20) * chance.choice([0, 1, 3, 900]) for n in chance.sample(range(400), count)}
        yield {"a.xml": others, "b.xml": {n: piece for n, piece in others.items() if n < 50}}


def test_every_package_holds_the_pieces_asked_for(monkeypatch):
    for little in (0, repack.LITTLE):
        monkeypatch.setattr(repack, "LITTLE", little)
        ours = packed()
        for parts in pieces_of_many(random.Random(little)):
            whole = [parts["a.xml"].get(n, piece) for n, piece in enumerate(PIECES)]
            other = [parts["b.xml"].get(n, piece) for n, piece in enumerate(PIECES[:50])]
            told = {"a.xml": b"".join(whole), "still.xml": SMALL * 99, "b.xml": b"".join(other)}
            assert unpacked(ours.replaced(parts)()) == told


def test_who_packs_first_makes_no_difference(monkeypatch):
    monkeypatch.setattr(repack, "LITTLE", 0)
    ours, others = packed(), packed()
    at_once = [ours.replaced(parts)() for parts in pieces_of_many(random.Random(1))]
    later = [others.replaced(parts) for parts in pieces_of_many(random.Random(1))]
    assert [pack() for pack in reversed(later)] == at_once[::-1]


def test_only_what_differs_is_deflated_again(monkeypatch):
    monkeypatch.setattr(repack, "LITTLE", 0)
    ours, done = packed(), []
    deflate = repack._deflated
    monkeypatch.setattr(repack, "_deflated", lambda text, *end: done.append(len(text)) or deflate(text, *end))
    for nth in range(5):
        done.clear()
        ours.replaced({"a.xml": {3: b"<v>%d</v>" % nth, 300: b"<v>-%d</v>" % nth}, "b.xml": {}})()
    assert sum(done) <= 2 * (repack.NEAR + max(map(len, PIECES)))
