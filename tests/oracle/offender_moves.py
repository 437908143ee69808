"""What prison and probation both report of an offender, as the ledger of truth enters it once."""

from collections.abc import Iterable

from oracle.known_suspects import Suspect
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.rights_without_a_day import OF_ONE_MOVE


def reported_before(
    rule: str, suspect: Suspect, event: PublishedEvent, lines: Iterable[LedgerLine]
) -> bool:
    """Whether a line of the same day was opened already by what another agency reported."""
    return rule in OF_ONE_MOVE and any(
        (line.rule, line.suspect, line.event.day) == (rule, suspect, event.day)
        and line.event.agency is not event.agency
        for line in lines
    )
