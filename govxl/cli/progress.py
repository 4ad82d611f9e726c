"""How far a long run is: a bar with its rate and the time left on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["WORTH_A_BAR", "with_progress"]

WORTH_A_BAR = 20
"""Steps from which on a progress bar is worth its line."""

Step = TypeVar("Step")


def with_progress(steps: Iterable[Step], total: int) -> Iterator[Step]:
    """Yield steps as they come, and show how many of all there were, how many a second, and how long the rest takes."""
    if total < WORTH_A_BAR or not sys.stderr.isatty():
        yield from steps
        return
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
        from rich.text import Text
    except ModuleNotFoundError:
        yield from steps  # where govxl was only unpacked, work goes on without a bar
        return

    class Rate(ProgressColumn):
        """Steps a second."""

        def render(self, task: Task) -> Text:
            """Say it."""
            return Text(f"{task.speed:.0f}/s" if task.speed else "")

    # Results belong on standard output, be that a file: the bar takes them only where both are one screen.
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as shown:
        bar = shown.add_task("govxl", total=total)
        for step in steps:
            yield step
            shown.advance(bar)
