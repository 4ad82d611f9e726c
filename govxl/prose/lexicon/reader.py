"""From prose.toml to patterns, or to a DefinitionError with the file and line of every mistake."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from govxl.form.definition import form_folders
from govxl.form.model import Form
from govxl.form.names import Names, Scope
from govxl.form.source import Source, Spot
from govxl.language.nodes import ExpressionError, Node, kind_of, paths_in
from govxl.prose.letters import plain
from govxl.prose.lexicon.families import NO_FAMILIES, Families
from govxl.prose.lexicon.features import singly
from govxl.prose.lexicon.lint_patterns import Lint
from govxl.prose.lexicon.lint_reader import lint_of
from govxl.prose.lexicon.lists_reader import families_of
from govxl.prose.lexicon.patterns import FILE, JUDGED, Around, ClaimPair, Patterns, Way, Ways, states_in
from govxl.prose.lexicon.vocabulary import vocabulary_of
from govxl.prose.lexicon.words_reader import WORDS, Lexicon
from govxl.prose.model import Claim, Reading

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["read_patterns"]

TABLES = {*WORDS, "slots", "measures", "rules", "lint", "lists"}
LISTS_OF_TABLES = ("claim", "field", "whole", "pair")
KEYS = TABLES | {"extends", *LISTS_OF_TABLES}
CLAIM = {
    "name": str,
    "rule": str,
    "says": str,
    "when": list,
    "perhaps": list,
    "measures": list,
    "readings": list,
    "wider": list,
    "none_rule": str,
    "part": bool,
}
KINDS_OF_VALUES = {list: "a list", bool: "true or false"}
FIELD = {"path": str, "about": str}
WHOLE = {"of": str, "claims": list}
PAIR = {
    "counted": str,
    "money": str,
    "of": list,
    "told": str,
    "measures": list,
    "unlike": list,
    "more": str,
    "paid": str,
    "unpaid": str,
}
COUNTING = ("count", "items")
"""The kinds of measure words that go with a claim which names none."""

_MARKS = "&!<+"


def read_patterns(form: Form, path: "Traversable") -> Patterns:
    """Read the patterns of a form; DefinitionError names all mistakes that can be told at once."""
    source = Source(path)
    base = _base(source)
    reader = _PatternsReader(form, source, _PatternsReader(form, base, None) if base else None)
    if base:
        base.finish()
    source.finish()
    return reader.patterns()


def _base(source: Source) -> Source | None:
    """Open the file that this one extends."""
    name = source.data.get("extends")
    if name is None:
        return None
    for top in form_folders():
        if isinstance(name, str) and (top / name / FILE).is_file():
            found = Source(top / name / FILE)
            if "extends" not in found.data:
                return found
            source.blame(Spot(key="extends"), f"{name} extends another one itself")
            return None
    source.blame(Spot(key="extends"), f"no form has patterns that is called {name}")
    return None


class _PatternsReader:
    """One prose.toml being read, over the one it extends; mistakes are noted in its source."""

    def __init__(self, form: Form, source: Source, base: "_PatternsReader | None") -> None:
        self.source = source
        self.extended = base is None and source.path != form.folder / FILE
        self.form = form
        self.names = Names(form.tables, form.points, form.fields)
        self.names.derived.update((derived.path, derived.value) for derived in form.derived)
        self.claims: list[Claim] = list(base.claims) if base else []
        self.ways: list[Way] = []
        self.inherited_ways: list[Way] = list(base.ways) if base else []
        self.around: dict[str, Around] = dict(base.around) if base else {}
        self.fields: dict[str, int] = dict(base.fields) if base else {}
        self.wholes: list[tuple[tuple[int, ...], tuple[int, ...]]] = list(base.wholes) if base else []
        self.pairs: list[ClaimPair] = list(base.pairs) if base else []
        self.judging = {check.rule.id for check in form.checks if check.rule.prose}
        self.rules: dict[str, str] = dict(base.rules) if base else {}
        self.none_rules: list[str] = list(base.none_rules) if base else []
        self.shape()
        self.read_rules()
        self.lexicon: Lexicon = Lexicon(source, base.lexicon if base else None)
        self.features, self.measures = self.lexicon.features, self.lexicon.measures
        self.read_claims()
        named = (claim.get("name") for claim in source.data.get("claim", ()) if isinstance(claim, dict))
        self.numbers: dict[str, int | None] = dict.fromkeys(name for name in named if isinstance(name, str))
        self.numbers.update((claim.name, nth) for nth, claim in enumerate(self.claims))
        self.read_fields()
        self.read_wholes()
        self.read_pairs()
        self.families: Families = families_of(source, base.families if base else NO_FAMILIES)
        self.lint: Lint = lint_of(source, form, base.lint if base else None)

    # -- What there is

    def shape(self) -> None:
        """Blame keys that a prose.toml does not know, and what is not of its kind."""
        for key, value in list(self.source.data.items()):
            wanted: type = list if key in LISTS_OF_TABLES else dict if key in TABLES else str
            if key not in KEYS:
                self.source.blame(Spot(key=key), f"no key of a prose.toml is called {key}")
            elif not isinstance(value, wanted):
                self.source.blame(Spot(key=key), f"{key} is {'a text' if wanted is str else 'a table of its own'}")
                self.source.data[key] = wanted()
        for table in (*WORDS, "slots", "measures"):
            for key, words in list(self.source.data.get(table, {}).items()):
                if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                    self.source.blame(Spot(table, 0, key), f"{key} is a list of texts")
                    self.source.data[table][key] = []

    def read_rules(self) -> None:
        """Read by which rules of the form is judged what no claim names one for."""
        for key, name in self.source.data.get("rules", {}).items():
            spot = Spot("rules", 0, key)
            if key not in JUDGED:
                self.source.blame(spot, f"nothing that is judged is called {key}: {', '.join(JUDGED)}")
            elif not isinstance(name, str):
                self.source.blame(spot, f"{key} is a text")
            else:
                self.rules[key] = self.rule(name, spot)

    def rule(self, name: str, spot: Spot) -> str:
        """Give a rule of the form, "" for none; of a file that is extended, one that the form has not is none."""
        if not name or name in self.judging:
            return name
        if not self.extended:
            self.source.blame(spot, f"no rule that judges prose is called {name}")
        return ""

    # -- Claims

    def read_claims(self) -> None:
        for nth, data in enumerate(self.source.data.get("claim", ())):
            spot = Spot("claim", nth)
            if self.fits(data, CLAIM, ("name", "rule", "says", "readings"), spot):
                self.claim(data, spot)
        # The same words for two claims would leave it to chance which is meant; those of a form's own file go first.
        taken: dict[tuple[int, int, int, str], str] = {}
        for way in self.ways:
            for measure in way.measures:
                key = way.need, way.allow, way.around, measure
                name = self.claims[way.claim].name
                if taken.setdefault(key, name) != name:
                    self.source.blame(Spot("claim").of(name), f"{name} is said in the same words as {taken[key]}")
        self.ways.extend(
            way
            for way in self.inherited_ways
            if not any((way.need, way.allow, way.around, measure) in taken for measure in way.measures)
        )

    def fits(self, data: Any, keys: Mapping[str, type], needed: tuple[str, ...], spot: Spot) -> bool:
        """Blame keys that an entry does not know, has not, or has wrong."""
        if not isinstance(data, dict):
            self.source.blame(spot, f"{spot.header} is a table of its own")
            return False
        wrong = [key for key in data if key not in keys or not isinstance(data[key], keys[key])]
        for key in wrong:
            known = f"{key} is {KINDS_OF_VALUES.get(keys.get(key, str), 'a text')}"
            self.source.blame(spot.at(key), known if key in keys else f"no key of a {spot.header} is called {key}")
        # rule = '': an author says that a claim is only understood.
        missing = [key for key in needed if not (data.get(key) or (key == "rule" and key in data))]
        for key in missing:
            self.source.blame(spot, f"a {spot.header} needs {key}")
        return not wrong and not missing

    def claim(self, data: Mapping[str, Any], spot: Spot) -> None:
        readings = tuple(self.readings(data["readings"], spot.at("readings")))
        if not readings:
            return
        index, rule = len(self.claims), self.rule(data["rule"], spot.at("rule"))
        none_rule = self.rule(data["none_rule"], spot.at("none_rule")) if "none_rule" in data else None
        # What is only understood is not doubted where there is none of it, either.
        self.none_rules.append((self.rules.get("none", rule) if rule else "") if none_rule is None else none_rule)
        wider = tuple(self.readings(data.get("wider", []), spot.at("wider")))
        points = [self.form.points.get(path) for reading in readings for path in paths_in(reading.value)]
        total = all(point is not None and point.operands for point in points)
        self.claims.append(
            Claim(data["name"], rule, data["says"], readings, wider, data.get("part", False), total=total)
        )
        kinds = set(self.measures.values())
        measures = tuple(data.get("measures", [kind for kind in COUNTING if kind in kinds]))
        for kind in [kind for kind in measures if kind not in kinds]:
            self.source.blame(spot.at("measures"), f"no measures are of the kind {kind}")
        if not data.get("when") and not data.get("perhaps"):
            self.source.blame(spot, "a claim needs when or perhaps")
        for key in ("when", "perhaps"):
            for text in data.get(key, ()):
                for choice in _choices(str(text)):
                    need, allow, around = self.way(choice, spot.at(key))
                    self.ways.append(Way(index, need, need | allow, around, measures, key == "when"))

    def readings(self, entries: list[Any], spot: Spot) -> Iterator[Reading]:
        """Read `[label, figure]`; of a file that is extended, what reads points the form has not is left out."""
        for entry in entries:
            match entry:
                case [str() as label, str() as text]:
                    try:
                        node = self.names.parse(text, Scope())
                        if kind_of(node) != "figure":
                            raise ExpressionError(f"a figure is wanted, not {text}")
                        yield Reading(label, node, self.unit(node))
                    except ExpressionError as error:
                        if not self.extended:
                            self.source.blame(spot.of(text), f"{text}: {error}")
                case _:
                    self.source.blame(spot, f"a reading is [label, figure], not {entry!r}")

    def unit(self, node: Node) -> str:
        """Give what a reading is measured in where that is money, as the form has it."""
        for path in paths_in(node):
            point = self.form.points.get(path) or self.form.fields.get(path)
            if point and point.traits.unit and self.measures.get(point.traits.unit[-1]) == "money":
                return point.traits.unit
        return ""

    def way(self, text: str, spot: Spot) -> tuple[int, int, int]:
        """Read features that must be there, those that may (`?`), and what must stand around."""
        need = around = 0
        known = self.features
        # Why something was done may always be told, and that there is more.
        allow = known.kinds["cause"] | known.bits["open"]
        for token in text.split():
            name = token.strip("?" + _MARKS)
            if token[0] == "+":
                if not any(claim.get("name") == name for claim in self.source.data["claim"]):
                    self.source.blame(spot, f"no claim is called {name}")
                around |= self.mark(token, 0, name)
            elif not known.knows(name):
                self.source.blame(spot, f"no feature is called {name}")
            elif token[0] in _MARKS:
                around |= self.mark(token, known.of([name]), "")
            elif token.endswith("?"):
                allow |= known.of([name])
            else:
                need |= known.of([name])
        return need, allow, around

    def mark(self, token: str, features: int, claim: str) -> int:
        """Give the mark of something that stands around a figure."""
        if token not in self.around:
            self.around[token] = Around(token[0], features, claim, 1 << len(self.around))
        return self.around[token].mark

    def read_fields(self) -> None:
        for nth, data in enumerate(self.source.data.get("field", ())):
            spot = Spot("field", nth)
            if not self.fits(data, FIELD, ("path", "about"), spot):
                continue
            if data["path"] not in self.form.fields:
                if not self.extended:
                    self.source.blame(spot.at("path"), f"no field is called {data['path']}")
                continue
            self.fields[data["path"]] = self.know(data["about"], spot.at("about"))

    def know(self, names: str, spot: Spot) -> int:
        """Give the set of features that are named, and blame those that nothing is called by."""
        for name in [name for name in names.split() if not self.features.knows(name)]:
            self.source.blame(spot, f"no feature is called {name}")
        return self.features.of(names.split())

    def number(self, name: str, spot: Spot) -> int | None:
        """Give the number of a claim, and blame what no claim is called; None for one that this form has nothing of."""
        if name not in self.numbers:
            self.source.blame(spot, f"no claim is called {name}")
        return self.numbers.get(name)

    def read_wholes(self) -> None:
        """Read what a percentage of a figure may be of."""
        for nth, data in enumerate(self.source.data.get("whole", ())):
            spot = Spot("whole", nth)
            if not self.fits(data, WHOLE, ("of", "claims"), spot):
                continue
            self.know(data["of"], spot.at("of"))
            claims = [self.number(name, spot.at("claims")) for name in data["claims"]]
            of = tuple(self.features.of([name]) for name in data["of"].split())
            self.wholes.append((of, tuple([claim for claim in claims if claim is not None])))

    def read_pairs(self) -> None:
        """Read what is counted and paid for, told together; where a form has only one of both, nothing is."""
        for nth, data in enumerate(self.source.data.get("pair", ())):
            spot = Spot("pair", nth)
            if not self.fits(data, PAIR, ("counted", "money", "of", "told", "measures"), spot):
                continue
            sets = {key: self.know(data.get(key, ""), spot.at(key)) for key in ("told", "more", "paid", "unpaid")}
            of = tuple(self.know(str(each), spot.at("of")) for each in data["of"])
            # In the order of the file: what is kept is the same in every process.
            measures = tuple(plain(str(word)) for word in data["measures"])
            for word in [word for word in measures if word not in self.measures]:
                self.source.blame(spot.at("measures"), f"no measure is called {word}")
            unlike = tuple(plain(str(word)) for word in data.get("unlike", ()))
            counted, money = (self.number(data[key], spot.at(key)) for key in ("counted", "money"))
            if counted is not None and money is not None:
                self.pairs.append(ClaimPair(counted, money, of, measures=measures, unlike=unlike, **sets))

    def patterns(self) -> Patterns:
        """Put together what was read."""
        # What needs most says most; among equals the one that stands first.
        ways = sorted(self.ways, key=lambda way: -((way.need.bit_count() << 4) + way.around.bit_count()))
        return Patterns(
            claims=tuple(_set_apart(self.claims, self.form)),
            ways=Ways(_by_feature(ways), self.around.values()),
            features=self.features,
            words=vocabulary_of(self.lexicon.words),
            states=states_in(self.lexicon.words),
            measures=dict(self.measures),
            fields=dict(self.fields),
            none_rules=tuple(self.none_rules),
            wholes=tuple(self.wholes),
            pairs=tuple(self.pairs),
            needs=frozenset(way.need for way in ways),
            governing=self.lexicon.slots.get("governing", ()),
            rules={key: rule for key, rule in self.rules.items() if rule},
            lint=self.lint,
            families=self.families,
        )


def _set_apart(claims: list[Claim], form: Form) -> Iterator[Claim]:
    """Tell of every part which claims are of other rows of the same total."""

    def added(paths: Iterable[str]) -> frozenset[str]:
        # Down to what is filled in: a row and its total column are worked out from the same cells.
        points = [(path, form.points.get(path)) for path in paths]
        return frozenset().union(
            *(added(point.operands) if point and point.operands else (path,) for path, point in points)
        )

    if not any(claim.part for claim in claims):
        yield from claims
        return
    counted = [added(path for reading in claim.readings for path in paths_in(reading.value)) for claim in claims]
    totals = [added(point.operands) for point in form.points.values() if point.operands]
    totals.extend(added(paths_in(each.value)) for each in form.derived)
    for claim, cells in zip(claims, counted, strict=True):
        if not claim.part:
            yield claim
            continue
        beside = frozenset().union(*(total for total in totals if cells <= total)) - cells
        others = zip(claims, counted, strict=True)
        # In order: a set is written otherwise in every process.
        yield claim._replace(apart=tuple(dict.fromkeys(other.name for other, each in others if each <= beside)))


def _choices(text: str) -> Iterator[str]:
    """Yield a way to say something with every choice of its words: `a|b c` is `a c` and `b c`."""
    yield from (" ".join(words) for words in product(*(token.split("|") for token in text.split())))


def _by_feature(ways: list[Way]) -> dict[int, tuple[tuple[int, Way], ...]]:
    """Sort ways, in the order of their ranks, by the two features of each that fewest others need."""
    often = Counter(mark for way in ways for mark in singly(way.need))
    found: dict[int, list[tuple[int, Way]]] = {}
    for rank, way in enumerate(ways):
        if marks := list(singly(way.need)):
            found.setdefault(sum(sorted(marks, key=often.__getitem__)[:2]), []).append((rank, way))
    return {mark: tuple(each) for mark, each in found.items()}
