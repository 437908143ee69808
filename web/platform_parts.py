"""How the platform's parts are, for its operators: which run, and what waits before each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import FastAPI

from events.identifiers import Agency
from notifier.notifier_counts import LeftOut, NotifierCounts
from web.page_faults import PageFault


@dataclass(frozen=True)
class PartShown:
    """A part of the platform on this machine, in words."""

    name: str
    state: str
    restarts: int


@dataclass(frozen=True)
class WaitingShown:
    """How many records wait before a reader, in all partitions of a topic."""

    reader: str
    topic: str
    records: int


@dataclass(frozen=True)
class PlatformParts:
    """The parts, and what waits; `problem` is why that could not be asked, as a sentence.

    `parts` is empty where they do not run on this machine. `messages` is None where the notifier
    runs on another. `page_faults` are what pages left out for a fault of the program, the last
    first; None where that is not counted.
    """

    parts: Sequence[PartShown] = ()
    waiting: Sequence[WaitingShown] = ()
    problem: str | None = None
    messages: NotifierCounts | None = None
    page_faults: Sequence[PageFault] | None = None


def not_known() -> PlatformParts:
    """Nothing is known of the parts."""
    return PlatformParts(problem="How the parts are is not known here.")


def show_left_out(app: FastAPI, of_agency: Callable[[Agency], Sequence[LeftOut]]) -> None:
    """Have an agency's page show what the notifier left out, for a fault, of its alerts."""
    app.state.left_out = of_agency
