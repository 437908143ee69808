"""Whose duty it is."""

from events.complaints import ComplaintMade
from events.identifiers import Agency
from events.vocabulary import AnyFact
from processors.victims_code.rules import RULES

_OTHERS = {
    "cps": Agency.CPS,
    "hmcts": Agency.HMCTS,
    "witness care unit": Agency.WITNESS_CARE,
    "probation": Agency.PROBATION,
}


def holder(rule: str, case: str, fact: AnyFact) -> Agency:
    """The agency that owes what a rule asks for after a fact of a case, by its identifier.

    It is the case's force where the Code says the police.
    """
    if isinstance(fact, ComplaintMade):
        return fact.about
    return _OTHERS.get(RULES[rule].duty_holder) or Agency(case.split(":")[1])
