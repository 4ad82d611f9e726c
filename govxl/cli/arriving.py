"""What a run says beside its verdicts: files it does not judge, files that came twice, and how many there were."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from govxl.cli.words import say
from govxl.filing.model import Judgement
from govxl.office.twice import Again, Twice
from govxl.office.walking import Found
from govxl.returns.came_back import Arrived, sorted_out
from govxl.text import legible
from govxl.words import Language
from govxl.xlsx.zip import file_name

__all__ = ["Tally", "not_judged"]


@dataclass(slots=True)
class Tally:
    """What became of the files of a run; `doubtful` are files passed over that a unit may have meant as its return."""

    language: Language
    json: bool
    accepted: int = 0
    rejected: int = 0
    failed: int = 0
    passed: int = 0
    doubtful: int = 0
    closed: int = 0
    ours: int = 0
    hidden: int = 0
    twice: Twice = field(default_factory=Twice)
    chosen: set[Path] = field(default_factory=set)

    def waiting(self, place: Path) -> Iterator[Path]:
        """Yield a file, or the workbooks of a folder that are to be judged, and speak of all others in it."""
        if not place.is_dir():
            self.chosen.add(place)
            yield place
            return
        from govxl.office.folder import contents_of

        contents = contents_of(place)
        self.ours += contents.ours
        self.hidden += contents.hidden
        arrived = {each.path: each for each in sorted_out(f.path for f in contents.found if f.kind == "workbook")}
        for found in contents.found:
            if found.kind != "workbook":
                self._pass_over(found)
            elif not self._passed_over(arrived[found.path]):
                yield found.path

    def _pass_over(self, found: Found) -> None:
        why = found.why.said(self.language)
        if found.kind == "unreadable":
            self.closed += 1
            print(say("closed", self.language, path=legible(found.path), why=why), file=sys.stderr)
        else:
            self.passed += 1
            self.doubtful += found.matters
        if self.json:
            print(not_judged(found.path, found.kind, why))
        elif found.kind == "skipped":
            print(say("skipped", self.language, path=legible(found.path), why=why))

    def _passed_over(self, arrived: Arrived) -> bool:
        """Speak of a return that waits for its sender, or of what a return replaced; False for what is to be judged."""
        if arrived.waits:
            words = say(f"skipped-{arrived.waits}", self.language, path=arrived.path)
        elif arrived.later:
            beside = arrived.later.parent == arrived.path.parent
            words = say(
                "superseded", self.language, path=arrived.path, later=arrived.later.name if beside else arrived.later
            )
        else:
            return False
        self.passed += 1
        print(words, file=sys.stderr)
        if self.json:
            outcome = "superseded" if arrived.later else "skipped"
            print(not_judged(arrived.path, outcome, words, **({"by": str(arrived.later)} if arrived.later else {})))
        return True

    def judged(self, path: Path, judgement: Judgement) -> Again | None:
        """Count a judged file; say what it repeats."""
        self.accepted += judgement.accepted
        self.rejected += not judgement.accepted
        return self.twice.add(path, judgement, path in self.chosen)

    def sum_up(self) -> None:
        """Say which files came twice, and what became of all."""
        for words in self.twice.told():
            print(words.said(self.language), file=sys.stderr)
        unread, beside = self.failed + self.closed, self.passed + self.closed
        files = self.accepted + self.rejected + self.failed + beside
        if files < 2 and not (beside or self.ours or self.hidden):
            return
        parts = [say("total", self.language, files=files, accepted=self.accepted, rejected=self.rejected)]
        parts += [say("passed-over", self.language, passed=self.passed)] if self.passed else []
        parts += [say("unread", self.language, failed=unread)] if unread else []
        aside = {"left-out-ours": self.ours, "left-out-hidden": self.hidden}
        if what := say("separator", self.language).join(say(key, self.language, n=n) for key, n in aside.items() if n):
            parts.append(say("left-out", self.language, what=what))
        print("".join(parts), file=sys.stderr)


def not_judged(path: Path, outcome: str, reason: str, **more: str) -> str:
    """Write one object of JSON for a file without a verdict, with the keys that others have."""
    shown: dict[str, object] = {"file": file_name(path), "verdict": None, "identity": {}, "findings": [], "outputs": []}
    return json.dumps({**shown, "outcome": outcome, "reason": reason, "path": str(path), **more}, ensure_ascii=False)
