"""Whether the sender of an event may say it, by the table in `schemas.who_may_say`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from events.fact import Fact
from events.identifiers import (
    POLICE,
    Agency,
    CaseLevel,
    intervention_of,
    issuer_of,
    level,
    staff_member,
)
from events.identity import link_of
from events.offender_references import is_offender
from events.reporting import VictimIdentified
from schemas.arriving_event import ArrivingEvent
from schemas.refusal import Problem
from schemas.who_may_say import NOBODY, PERMISSIONS, Whose

_ASN = "data.asn", "asn"
_REPORTED = {
    kind: row.whose
    for row in PERMISSIONS
    if row.whose in (Whose.ANY_CASE, Whose.ANY_VICTIM)
    for kind in row.kinds
}
"""The kinds that say what happened, each with whose case or victim it may be."""

_PUNCTUATION = re.compile("[^a-z0-9]")


def permission_problems(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """What the sender may not say, with the agencies that may; nothing where it may say it all."""
    for claim in _claims(event):
        if not claim.is_for(event.agency):
            others = tuple(each for each in Agency if claim.is_for(each))
            yield Problem(claim.path, claim.error, others)


def guessable_references(event: ArrivingEvent[Fact]) -> Iterator[Problem]:
    """Each victim's reference that is a number of the case, whatever its case and punctuation.

    An arrest/summons number in its short form is one too, and a URN without what follows a stroke.
    """
    link = link_of(event.fact)
    cases = [event.case, link.other] if link else [event.case]
    numbers = {_bare(form) for case in cases for form in _forms(case)}
    for path, reference in (("victim", event.victim), ("othervictim", event.other_victim)):
        if reference is not None and _bare(reference) in numbers:
            yield Problem(path, "the_number_of_the_case")


def _forms(case: str) -> Iterator[str]:
    """An identifier as people may write it."""
    yield case
    if case.startswith("urn:"):
        yield case.partition("/")[0]
    if case.startswith("asn:"):
        yield case[:12] + case[12:].lstrip("0")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What of an event not everyone may say: its field, the error, and the kind in the table."""

    path: str
    error: str
    kind: str
    whose: Callable[[Agency], Whose]

    def is_for(self, sender: Agency) -> bool:
        return sender in _who_may(self.kind, self.whose(sender))


def _claims(event: ArrivingEvent[Fact]) -> Iterator[_Claim]:
    fact, case, victim = event.fact, event.case, event.victim or ""
    if fact.about_staff:
        yield _Claim("subject", "not_its_own_staff", fact.kind, partial(_whose_staff, case))
    if fact.about_intervention:
        whose = partial(_whose_intervention, case)
        yield _Claim("subject", "not_its_own_intervention", fact.kind, whose)
    if reported := _REPORTED.get(fact.kind):
        yield _Claim("type", "not_its_to_say", fact.kind, lambda _: reported)
    link = None if is_offender(case) else link_of(fact)
    if fact.names_two:
        whose = partial(_whose_two, victim, event.other_victim or "")
        yield _Claim("othervictim", "not_its_to_merge", fact.kind, whose)
    if isinstance(fact, VictimIdentified):
        whose = partial(_whose_victim, victim, case)
        yield _Claim("victim", "not_its_to_identify", fact.kind, whose)
    if link and link.other != case:
        path, kind = (f"data.{link.field}", fact.kind) if link.stated else _ASN
        whose = partial(_whose_link, case, link.other)
        yield _Claim(path, "not_its_to_link", kind, whose)


def _whose_two(one: str, other: str, sender: Agency) -> Whose:
    own = (issuer_of(one), issuer_of(other)).count(sender)
    return (Whose.NEITHER_OWN, Whose.ONE_OWN, Whose.BOTH_OWN)[own]


def _whose_victim(victim: str, case: str, sender: Agency) -> Whose:
    issuer = issuer_of(victim)
    if issuer is sender:
        return Whose.OWN_VICTIM
    if issuer in POLICE and level(case) is not CaseLevel.CRIME:
        return Whose.FORCES_VICTIM_PROSECUTION
    if issuer in POLICE and _force(case) == sender:
        return Whose.FORCES_VICTIM_OWN_CRIME
    return Whose.OTHER_VICTIM


def _whose_staff(subject: str, sender: Agency) -> Whose:
    return Whose.OWN_STAFF if staff_member(subject)[0] is sender else Whose.OTHERS_STAFF


def _whose_intervention(subject: str, sender: Agency) -> Whose:
    is_own = intervention_of(subject)[0] is sender
    return Whose.OWN_INTERVENTION if is_own else Whose.OTHERS_INTERVENTION


def _whose_link(one: str, other: str, sender: Agency) -> Whose:
    forces = [force for force in (_force(one), _force(other)) if force]
    if not forces:
        return Whose.PROSECUTION_NUMBERS
    if sender in forces:
        return Whose.OWN_CRIME
    return Whose.OTHERS_CRIME_PROSECUTION if len(forces) == 1 else Whose.OTHERS_CRIMES


def _force(case: str) -> str | None:
    """Whose crime an identifier means, an agency or a force's code; None of other identifiers."""
    return case.split(":")[1] if level(case) is CaseLevel.CRIME else None


@cache
def _who_may(kind: str, whose: Whose) -> frozenset[Agency]:
    """The agencies that the table permits; nobody where it has no row."""
    rows = (row for row in PERMISSIONS if kind in row.kinds and row.whose is whose)
    return next((row.agencies for row in rows), NOBODY)


def _bare(identifier: str) -> str:
    """The number of a case or a reference, after whatever says whose it is."""
    return _PUNCTUATION.sub("", identifier.rpartition(":")[2].lower())
