"""The log held against itself and against checkpoints: which lines were changed, removed, added or put elsewhere."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from govxl.archive.checkpoints import Checkpoint
from govxl.archive.damage import Damage, damage
from govxl.archive.events import FIRST, Event, digest_of, line_of
from govxl.archive.merkle import leaf_hash, root_of
from govxl.archive.places import LOG
from govxl.words import Both

__all__ = ["against_checkpoint", "broken_chain"]

SOME = Both("若干", "some")


def broken_chain(
    lines: Sequence[bytes], events: Sequence[Event | None], kept: Checkpoint | None, told: Container[int]
) -> Iterator[Damage]:
    """Say where lines do not follow one another, one finding for each cause.

    `events` has None for a line that is none; of lines `told` (1 for the first) something was found already, and what
    comes of that for them and the next is not told again.

    A line names the one before it by its sha256. One that names a line further up shows that those between were put
    in; one that names a line further down, that they were put elsewhere; one that names no line there is, that the line
    before it was changed, or that lines between them are missing: then there are fewer than the kept checkpoint says.
    """
    digests = [FIRST, *map(digest_of, lines)]
    at: dict[str, int] = {}
    for n, digest in enumerate(digests):
        at.setdefault(digest, n)
    forward, spans, unknown = [], [], []
    for n, event in enumerate(events, 1):
        if event is None or event.previous == digests[n - 1] or n in told or n - 1 in told:
            continue
        named = at.get(event.previous)
        if named is None:
            unknown.append(n)
        elif named >= n:
            forward.append((n, named))
        else:
            spans.append((named + 1, n - 1))
    moved = _joined(forward, spans)
    for first, last in moved:
        yield damage("lines-reordered", LOG, first, last)
    added = [span for span in spans if not _inside(span[0], moved)]
    for first, last in added:
        yield damage("lines-added", LOG, first, last)
    missing = max(0, kept.size - len(lines)) if kept else 0
    for first, last in _runs([n for n in unknown if not _inside(n, added) and not _inside(n, moved)]):
        if missing or first == 1:
            yield damage("lines-removed", LOG, first, n=missing or SOME)
            missing = 0
        elif last > first:
            # A line whose own `previous` was changed follows no other, and the next does not follow it.
            yield damage("line-changed", LOG, first, last - 1)
        else:
            changed = first if _last_was_changed(lines, events, first, kept) else first - 1
            yield damage("line-changed", LOG, changed)


def _joined(forward: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what was put elsewhere with all that comes of it where it overlaps."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(forward):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _inside(n: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= n <= last for first, last in spans)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, n in enumerate(numbers):
        if index + 1 == len(numbers) or numbers[index + 1] != n + 1:
            yield numbers[start], n
            start = index + 1


def _last_was_changed(lines: Sequence[bytes], events: Sequence[Event | None], n: int, kept: Checkpoint | None) -> bool:
    """Tell whether the last line would be as the checkpoint has it, did it follow the one before it."""
    last = events[-1]
    if n != len(lines) or last is None or kept is None or kept.size != n:
        return False
    mended = line_of(replace(last, previous=digest_of(lines[-2]) if n > 1 else FIRST))
    return root_of([*map(leaf_hash, lines[:-1]), leaf_hash(mended)]) == kept.root


def against_checkpoint(
    lines: Sequence[bytes], noted: Checkpoint, name: str, origin: str, broken: bool
) -> Iterator[Damage]:
    """Hold the log against a checkpoint; where the chain is broken already, only its length is told of."""
    if origin and noted.origin != origin:
        yield damage("other-archive", name, origin=noted.origin)
    elif noted.size > len(lines):
        if not broken:
            yield damage("log-shortened", LOG, n=noted.size - len(lines), size=noted.size)
    elif not broken and root_of(map(leaf_hash, lines[: noted.size])) != noted.root:
        yield damage("checkpoint-differs", name, size=noted.size)
