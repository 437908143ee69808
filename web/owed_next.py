"""What is owed to a victim next and by whom, for the head of their page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseworkers.journey_answers import ObligationLine
from schemas.changes import ObligationState
from schemas.faults_of_one import made_or
from web import obligation_words
from web.formats import counted, day
from web.not_shown import DUTY
from web.what_to_do import what_to_do

_SHOWN = 3
"""So many of a kind: the page has all of them below."""


@dataclass(frozen=True)
class Owed:
    """One duty that is not done: what to do, who owes it, and by when."""

    id: UUID
    what: str
    by: str
    when: str


@dataclass(frozen=True)
class OwedNext:
    """What falls due next, what is late, the least late first, and how much more of it there is."""

    next: list[Owed]
    late: list[Owed]
    more_late: int


def owed_next(duties: Iterable[ObligationLine], today: date) -> OwedNext:
    """What agencies owe a victim next as at a London day, the earliest due first."""
    owed = [duty for duty in duties if duty.agency and duty.due_on]
    owed.sort(key=lambda duty: (duty.due_on or date.max, duty.rule, duty.id))
    coming = [duty for duty in owed if duty.state is ObligationState.OPEN]
    late = [duty for duty in reversed(owed) if duty.state is ObligationState.BREACHED]
    return OwedNext(
        next=[_shown(duty, today) for duty in coming[:_SHOWN]],
        late=[_shown(duty, today) for duty in late[:_SHOWN]],
        more_late=len(late[_SHOWN:]),
    )


def _shown(duty: ObligationLine, today: date) -> Owed:
    unseen = Owed(duty.id, DUTY, "an agency", "its day is not shown")
    return made_or(lambda: unseen, "duty", lambda: _owed(duty, today))


def _owed(duty: ObligationLine, today: date) -> Owed:
    late = f"{counted(duty.days_late, 'working day')} late" if duty.days_late else ""
    return Owed(
        id=duty.id,
        what=what_to_do(duty, today),
        by=obligation_words.owed_by(duty.agency, duty.held_by),
        when=late or (f"due {day(duty.due_on)}" if duty.due_on else ""),
    )
