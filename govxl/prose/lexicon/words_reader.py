"""The words of a prose.toml: measures, features, and all the words that tell them, with what stands in braces."""

import re
from collections.abc import Iterator, Mapping
from itertools import product

from govxl.form.source import Source, Spot
from govxl.prose.letters import YEAR_SIGNS, plain
from govxl.prose.lexicon.features import KINDS, ROLES, Features, bit

__all__ = ["WORDS", "Lexicon"]

LISTS = {"objects": "object", "acts": "act", "results": "result", "parties": "party", "causes": "cause"}
"""The tables of prose.toml that hold words, and what kind of feature each word in them has."""
WORDS = (*LISTS, "words", "phrases")
MOST_WAYS = 4000
"""A word with slots that stands for more is a slip."""

_SLOT = re.compile(r"\{([a-z_]+)\}")


class Lexicon:
    """The words of one prose.toml, over those of the one it extends; mistakes are noted in its source."""

    def __init__(self, source: Source, base: "Lexicon | None") -> None:
        self.source = source
        self.kinds: dict[str, dict[str, int]] = dict(base.kinds) if base else {kind: {} for kind in KINDS}
        self.bits: dict[str, int] = dict(base.bits) if base else {role: bit(role) for role in ROLES}
        self.slots: dict[str, tuple[str, ...]] = dict(base.slots) if base else {}
        self.measures: dict[str, str] = dict(base.measures) if base else {}
        self.words: dict[str, int] = {}
        self.inherited: Mapping[str, int] = base.words if base else {}
        self.read_measures()
        self.name_features()
        self.read_slots()
        self.read_words()

    def read_measures(self) -> None:
        """Read measure words, each of one kind."""
        for kind, words in self.source.data.get("measures", {}).items():
            for word in words:
                if not word or self.measures.setdefault(plain(word), kind) != kind:
                    self.source.blame(Spot("measures", 0, kind, word), f"{word} is a measure of two kinds")

    def name_features(self) -> None:
        """Give a bit to each feature that the author names."""
        for table, kind in LISTS.items():
            for name in self.source.data.get(table, {}):
                if name not in self.bits:
                    self.bits[name] = 1 << len(self.bits)
                    self.kinds[kind] = {**self.kinds[kind], name: self.bits[name]}
                elif name not in self.kinds[kind]:
                    self.source.blame(Spot(table, 0, name), f"{name} is the name of another feature already")
        for name in self.source.data.get("words", {}):
            if name not in ROLES:
                self.source.blame(Spot("words", 0, name), f"no role of a word is called {name}: {', '.join(ROLES)}")

    @property
    def features(self) -> Features:
        """All features named so far."""
        sets = {kind: sum(bits.values()) for kind, bits in self.kinds.items()}
        return Features(self.bits, sets)

    def read_slots(self) -> None:
        """Read what may stand in braces: years as others call them, and lists of the author's own."""
        for role, sign in YEAR_SIGNS.items():
            told = self.source.data.get("words", {}).get(role, ())
            self.slots[role] = tuple(dict.fromkeys((*self.slots.get(role, (sign,)), *told)))
        for name, words in self.source.data.get("slots", {}).items():
            self.slots[name] = tuple(dict.fromkeys((*self.slots.get(name, ()), *words)))

    def read_words(self) -> None:
        """Read the words of all features."""
        known = self.features
        for table in WORDS:
            for key, words in self.source.data.get(table, {}).items():
                names = key.split() if table == "phrases" else [key]
                if table == "words" and key not in ROLES:
                    continue
                for name in [name for name in names if not known.knows(name)]:
                    self.source.blame(Spot(table, 0, key), f"no feature is called {name}")
                features = known.of(names)
                for word in words:
                    self.add(word, features, Spot(table, 0, key, word))
        for word, mark in self.inherited.items():
            # A form's own file may call a word otherwise than the one it extends.
            self.words.setdefault(word, mark)

    def add(self, word: str, features: int, spot: Spot) -> None:
        """Keep a word in all its ways."""
        for each in self.written_out(word, spot):
            if self.words.setdefault(each, features) != features:
                self.source.blame(spot, f"{word} stands here twice, with different features")

    def written_out(self, word: str, spot: Spot) -> Iterator[str]:
        """Yield a word with every filling of its slots."""
        pieces = _SLOT.split(word)
        for name in [name for name in pieces[1::2] if name not in self.slots]:
            self.source.blame(spot, f"nothing is listed to stand for {{{name}}}")
        fillings = [self.slots.get(piece, ("",)) if nth % 2 else (plain(piece),) for nth, piece in enumerate(pieces)]
        ways = 1
        for filling in fillings:
            ways *= len(filling)
        if not plain(_SLOT.sub("x", word)) or ways > MOST_WAYS:
            self.source.blame(spot, f"{word!r} is no word" if ways <= MOST_WAYS else f"{word} stands for {ways} words")
            return
        for filled in product(*fillings):
            if each := "".join(filled):
                yield each
