"""What was decided in one hearing is entered once, as the ledger of truth reads it."""

from events.charging import ProsecutionAltered
from events.court import CaseConcluded, SentencePassed
from events.offences import OffenceGroup
from events.verdict import AppealDecided, AppealLodged
from oracle.known_suspects import NOBODY_KNOWS, Suspect
from oracle.ledger_line import LedgerLine
from oracle.published_event import PublishedEvent
from oracle.sentences import is_eligible


def decided_with(
    lines: list[LedgerLine],
    rule: str,
    suspect: Suspect,
    event: PublishedEvent,
    offence: OffenceGroup | None,
) -> bool:
    """Whether a line is there of what was decided together with an event.

    One that leaves it open whether the victim is eligible gives way to one that does not: it is
    taken out.
    """
    for line in lines:
        same = line.rule == rule and line.suspect == suspect != NOBODY_KNOWS
        if same and _are_together(line.event, event):
            sure = rule == "R11.1" and line.unsure and _is_eligible(event, offence)
            if not sure:
                return True
            lines.remove(line)
            return False
    return False


def _is_eligible(event: PublishedEvent, offence: OffenceGroup | None) -> bool:
    """Whether an event is a sentence by which the victim is eligible for the contact scheme."""
    return isinstance(event.fact, SentencePassed) and is_eligible(event.fact, offence) is True


def _are_together(one: PublishedEvent, other: PublishedEvent) -> bool:
    """Whether a court gave two results, or two sentences, in one hearing.

    So did prosecutors and higher courts who said one thing of several offences on one day.
    """
    facts = one.fact, other.fact
    if type(facts[0]) is not type(facts[1]) or one.day != other.day:
        return False
    match facts:
        case (CaseConcluded(), _) | (SentencePassed(), _):
            return True
        case (ProsecutionAltered() | AppealLodged() | AppealDecided(), _):
            said = [fact.model_dump(exclude={"suspect", "asn", "offences"}) for fact in facts]
            named = [getattr(fact, "offences", ()) for fact in facts]
            return said[0] == said[1] and all(named)
        case _:
            return False
