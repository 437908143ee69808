"""What a message of the Common Platform says of a hearing, its cases and their defendants."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agencies.adapters.code_tables import court, hearing_kind
from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable
from agencies.adapters.field_forms import arrest_number, day, instant, pnc_reference, urn
from agencies.adapters.message_parts import Part
from events.clocks import london_date

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class HearingPart:
    """A hearing: its id, its court and kind, and the London day that the message is about.

    `shared` is when the court shared its results, as they are in this message.
    """

    id: str
    court: str
    kind: str
    day: str
    starts_at: str | None
    part: Part
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class DefendantPart:
    """A defendant in a case: its subject, and whose facts they are.

    `whose` has the arrest/summons number; nothing where the case has one defendant and no number.
    `offences` are those that can be told apart, each with its sequence number under the ASN; None
    for the number of an only offence that has none.
    """

    id: str
    subject: str
    whose: Mapping[str, Any]
    part: Part
    offences: tuple[tuple[Part, int | None], ...]


def read_hearing(part: Part, notes: ConversionNotes) -> HearingPart:
    """The hearing of a message. Raises Unsayable without an id, a court or a day."""
    if (hearing := own_id(part)) is None:
        raise Unsayable("hearing", "no_id")
    if (where := court(part.part("courtCentre").text("code"))) is None:
        raise Unsayable("hearing", "no_court_with_an_organisation_unit_code")
    kind = hearing_kind(part.part("type").text("description"))
    if kind is None:
        notes.report.other["hearing type"] += 1
    days = [*sitting_days(part)]
    if not days:
        raise Unsayable("hearing", "no_sitting_day")
    first = days[0]
    return HearingPart(hearing, where, kind or "other", london_day(first), first, part)


def sitting_days(hearing: Part) -> Iterator[str]:
    """The instants at which the court sits, in their order, without those that are cancelled."""
    days = (each for each in hearing.parts("hearingDays") if not each.flag("isCancelled"))
    yield from sorted(at for each in days if (at := instant(each.text("sittingDay"))))


def london_day(at: str) -> str:
    """The London day of an instant in RFC 3339."""
    return london_date(datetime.fromisoformat(at)).isoformat()


def case_subject(case: Part) -> str:
    """The case: its URN, or the platform's own id. Raises Unsayable without either."""
    identifier = case.part("prosecutionCaseIdentifier")
    for name in ("caseURN", "prosecutionAuthorityReference"):
        if found := urn(identifier.text(name)):
            return f"urn:{found}"
    if found := own_id(case):
        return f"cp:{found}"
    raise Unsayable("case", "no_urn_and_no_id")


def own_id(part: Part, name: str = "id") -> str | None:
    """The Common Platform's own id of something: a UUID, in which nothing of a person can be."""
    found = (part.text(name) or "").lower()
    return found if _UUID.fullmatch(found) else None


def defendants(case: Part, notes: ConversionNotes) -> Iterator[DefendantPart]:
    """The defendants of a case whose facts can be told apart.

    One without a well-formed arrest/summons number of their own is left out where the case has
    others: whose the facts are would be open.
    """
    subject = case_subject(case)
    found = [(each, _asn(each, notes)) for each in case.parts("defendants")]
    numbers = Counter(asn for _, asn in found)
    for each, asn in found:
        if (own := each.text("id")) is None:
            notes.unsaid("defendant", "no_id")
        elif len(found) == 1 or (asn and numbers[asn] == 1):
            whose = {"asn": asn} if asn else {}
            yield DefendantPart(own, subject, whose, each, numbered_offences(each, notes))
        else:
            notes.unsaid("defendant", "one_of_several_without_an_arrest_summons_number")


def _asn(defendant: Part, notes: ConversionNotes) -> str | None:
    person = defendant.part("personDefendant")
    given = person.text("arrestSummonsNumber") or defendant.text("prosecutionAuthorityReference")
    asn = arrest_number(given)
    if given and not asn:
        notes.unsaid("arrest/summons number", "not_well_formed")
    return asn


def numbered_offences(
    defendant: Part, notes: ConversionNotes
) -> tuple[tuple[Part, int | None], ...]:
    """The offences of a defendant that can be told apart, by their sequence numbers.

    Where they are several, one without a number of its own is left out: what was said of it would
    be said of all.
    """
    found = [(each, each.number("orderIndex") or 0) for each in defendant.parts("offences")]
    numbers = Counter(number for _, number in found)
    alone = {number for number, times in numbers.items() if number > 0 and times == 1}
    if len(found) == 1:
        return tuple((each, number if number in alone else None) for each, number in found)
    for _ in (number for _, number in found if number not in alone):
        notes.unsaid("offence", "one_of_several_without_a_number_of_its_own")
    return tuple((each, number) for each, number in found if number in alone)


def links(case: Part, found: list[DefendantPart], at: str) -> Iterator[Draft]:
    """The case's own id as another name of its URN, and the PNC ids of its defendants."""
    subject, own = case_subject(case), own_id(case)
    if own and subject.startswith("urn:"):
        yield Draft("case-linked", (own,), subject, at, {"other": f"cp:{own}"})
    for each in found:
        if pnc := pnc_reference(each.part.text("pncId")):
            data = {"offender": f"pnc:{pnc}", **each.whose}
            yield Draft("offender-linked", (own or subject, each.id), subject, at, data)


def day_of(part: Part, name: str, otherwise: str) -> str:
    """A day that a part states; else another."""
    return day(part.text(name)) or otherwise
