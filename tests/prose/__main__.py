"""Print how well prose is understood and judged: `python -m tests.prose [--part tune|honest|final] [--wrong] [--list] [--mutate]`.

Precision is how many of the figures found wrong are wrong, recall how many of the wrong ones are found, over the
corpus under `tests/prose/corpus`; of understanding, how many figures were taken for what they are. In the part `honest`,
whole reports in many manners, nothing is wrong. The part `final` is not looked at while patterns are written: of it the
figures are printed, and its sentences only where `--list` asks.
"""

import argparse
from collections import Counter

from tests.prose.cases import PARTS, cases
from tests.prose.mutations import mutated
from tests.prose.score import lines, score


def main() -> None:
    """Measure what was asked for and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.prose", description=__doc__)
    asked.add_argument("--part", choices=PARTS, help="one part of the corpus instead of all")
    asked.add_argument("--wrong", action="store_true", help="list the verdicts that are not as they should be")
    asked.add_argument("--list", action="store_true", help="list the figures that were misunderstood as well")
    asked.add_argument("--mutate", action="store_true", help="change every figure of correct prose, one at a time")
    told = asked.parse_args()
    for part in (told.part,) if told.part else PARTS:
        print(f"-- {part}")
        if told.mutate:
            print_mutations(part, told.wrong or told.list)
            continue
        found = score(cases(part))
        print("\n".join(lines(found, False)))
        for line in (*found.wrong_verdicts, *found.wrong_meanings) if told.list else found.wrong_verdicts * told.wrong:
            print(line)


def print_mutations(part: str, listed: bool) -> None:
    """Print how many changed figures are found, by rule."""
    tried, found = Counter[str](), Counter[str]()
    for mutation in mutated(cases(part)):
        tried[mutation.rule] += 1
        found[mutation.rule] += mutation.is_found
        if listed and not mutation.is_found:
            print(f"{mutation.where} {mutation.said} for {mutation.instead_of} ({mutation.rule}): {mutation.text}")
    for rule in sorted(tried):
        print(f"  rule {rule:<6} {found[rule]} of {tried[rule]} found, {found[rule] / tried[rule]:.3f}")
    print(f"  all         {found.total()} of {tried.total()} found, {found.total() / max(tried.total(), 1):.3f}")


if __name__ == "__main__":
    main()
