"""Which duties are done by telling the victim, and the fact that tells of several at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseworkers.journey_answers import ObligationLine
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import Agency
from processors.victims_code.all_duties import DUTY_BY_RULE
from processors.victims_code.duty import Duty
from schemas.alert_row import OF_DUTIES, AlertKind
from schemas.changes import OWED


def matter_of(rule: str, agency: Agency) -> ToldAbout | None:
    """What an agency tells the victim of to do a duty; None where that takes something else.

    An update at the agreed frequency may be about anything: it is of the progress of the case.
    """
    duty = DUTY_BY_RULE[rule]
    patterns = [each for each in duty.discharged_by if each.kind is VictimInformed]
    mine = [each for each in patterns if agency in each.by]
    matters = [each for pattern in mine for each in pattern.told]
    if matters:
        return matters[0]
    return ToldAbout.PROGRESS if duty.rolling and mine else None


ANSWERED_BY: Mapping[AlertKind, ToldAbout] = {
    AlertKind.SILENCE: ToldAbout.PROGRESS,
    AlertKind.HEARING_NEAR: ToldAbout.HEARING,
}
"""What to tell the victim of where an alert warns of no duty."""


def is_answered_by_telling(kind: AlertKind, rule: str | None, agency: Agency) -> bool:
    """Whether an agency does what its alert asks by telling the victim of something."""
    if kind in OF_DUTIES and rule:
        return matter_of(rule, agency) is not None
    return kind in ANSWERED_BY


def to_be_told(
    duties: Iterable[ObligationLine], case: str, agency: Agency
) -> Sequence[ObligationLine]:
    """The duties of an agency in a case that are still owed, and done by telling the victim."""
    return [
        duty
        for duty in duties
        if duty.case_id == case
        and duty.agency is agency
        and duty.state in OWED
        and matter_of(duty.rule, agency)
    ]


@dataclass(frozen=True, slots=True)
class ContactMade:
    """How the victim was contacted; `is_unsafe` where they had called the channel unsafe."""

    channel: Channel
    outcome: ContactOutcome
    is_unsafe: bool


def telling_of(
    duties: Sequence[ObligationLine],
    others: Sequence[ToldAbout],
    agency: Agency,
    how: ContactMade,
) -> VictimInformed:
    """The fact that the victim was told, in one contact, of what these duties are about.

    It names the events that raised them, so that nothing is open about which was meant. `others`
    are matters of no duty. ValueError where there is nothing of either.
    """
    matters = [*(matter_of(duty.rule, agency) for duty in duties), *others]
    about, *also = [matter for matter in dict.fromkeys(matters) if matter]
    numbers = list(dict.fromkeys(number for duty in duties if (number := _number(duty.suspect))))
    return VictimInformed(
        about=about,
        also_about=tuple(also),
        suspect=numbers[0] if numbers else None,
        also_suspects=tuple(numbers[1:]),
        asn=None if numbers else _only_asn(duties),
        triggers=tuple(dict.fromkeys(each.trigger for each in duties if _is_of_event(each))),
        channel=how.channel,
        outcome=how.outcome,
        safe=False if how.is_unsafe else None,
    )


def _number(suspect: str | None) -> int | None:
    """Which suspect of the case; None where a duty knows them by an ASN, or not at all."""
    return int(suspect) if suspect and suspect.isdecimal() else None


def _only_asn(duties: Iterable[ObligationLine]) -> str | None:
    """The one arrest/summons number by which the duties know their suspect."""
    named = {duty.suspect for duty in duties if duty.suspect and duty.suspect != "unsaid"}
    return named.pop() if len(named) == 1 else None


def _is_of_event(line: ObligationLine) -> bool:
    duty: Duty = DUTY_BY_RULE[line.rule]
    return not duty.rolling
