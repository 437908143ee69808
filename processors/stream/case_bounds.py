"""How large a case can grow: what goes beyond is refused, or waits where nobody can be answered.

Each victim of a case gets each of its facts and goes over each of its links, so both numbers bound
what one event can cause.
"""

from collections.abc import Mapping

from events.identifiers import Pseudonym
from processors.stream.case_file import CaseFile
from schemas.case_links import CaseMessage, OffenderCase, OffenderFact, VictimJoined
from schemas.refusal import Problem, Reason, Refused

MOST_VICTIMS = 500
"""Victims of one case."""

MOST_LINKS = 100
"""Other identifiers of one case; each arrest/summons number of a suspect is one. And the cases of
one offender.
"""

MOST_WAITING = 1_000
"""Messages that wait in one full case; more of them stay in `case-links`, and nowhere else."""


def refuse_victim(case: CaseFile, victim: Pseudonym) -> None:
    """Raises Refused where one more victim of the case is one too many."""
    if _is_full(case.victims, victim, MOST_VICTIMS):
        raise Refused(Reason.INVALID, [Problem("victim", "too_many_victims")])


def refuse_link(case: CaseFile, other: str, field: str) -> None:
    """Raises Refused where one more link of the case, stated in a field, is one too many."""
    if _is_full(case.links, other, MOST_LINKS):
        raise Refused(Reason.INVALID, [Problem(field, "too_many_links")])


def has_room(case: CaseFile, message: CaseMessage) -> bool:
    """Whether a case can take a message in."""
    if isinstance(message, VictimJoined):
        return not _is_full(case.victims, message.victim, MOST_VICTIMS)
    if isinstance(message, OffenderFact):
        return True  # as a fact of the case's own
    if isinstance(message, OffenderCase):
        return not _is_full(case.links, message.case, MOST_LINKS)
    return not _is_full(case.links, message.link.case, MOST_LINKS)


def has_waiting_room(case: CaseFile) -> bool:
    """Whether one more message can wait in a full case."""
    return len(case.waiting) < MOST_WAITING


def _is_full(
    known: Mapping[Pseudonym, object] | Mapping[str, object], name: str, most: int
) -> bool:
    return len(known) >= most and name not in known
