"""What a message of the Common Platform says of a hearing, its cases and their defendants."""

import re
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
    """A hearing: its id, its court and kind, and the London day that the message is about."""

    id: str
    court: str
    kind: str
    day: str
    starts_at: str | None
    part: Part


@dataclass(frozen=True, slots=True)
class DefendantPart:
    """A defendant in a case: its subject, and whose facts they are.

    `whose` has the arrest/summons number; nothing where the case has one defendant and no number.
    """

    id: str
    subject: str
    whose: Mapping[str, Any]
    part: Part

    def offences(self) -> Iterator[tuple[Part, int | None]]:
        """Each offence with its sequence number under the ASN; None where it has none."""
        for each in self.part.parts("offences"):
            number = each.number("orderIndex")
            yield each, number if number and number > 0 else None


def read_hearing(part: Part, notes: ConversionNotes) -> HearingPart:
    """The hearing of a message. Raises Unsayable without an id, a court or a day."""
    if (hearing := part.text("id")) is None:
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


def own_id(case: Part) -> str | None:
    """The Common Platform's own id of a case."""
    found = (case.text("id") or "").lower()
    return found if _UUID.fullmatch(found) else None


def defendants(case: Part, notes: ConversionNotes) -> Iterator[DefendantPart]:
    """The defendants of a case whose facts can be told apart.

    One without a well-formed arrest/summons number is left out where the case has others: whose the
    facts are would be open.
    """
    subject = case_subject(case)
    found = [*case.parts("defendants")]
    for each in found:
        person = each.part("personDefendant")
        given = person.text("arrestSummonsNumber") or each.text("prosecutionAuthorityReference")
        asn = arrest_number(given)
        if given and not asn:
            notes.unsaid("arrest/summons number", "not_well_formed")
        if (own := each.text("id")) is None:
            notes.unsaid("defendant", "no_id")
        elif asn or len(found) == 1:
            yield DefendantPart(own, subject, {"asn": asn} if asn else {}, each)
        else:
            notes.unsaid("defendant", "one_of_several_without_an_arrest_summons_number")


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
