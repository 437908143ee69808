"""Which duties are done by telling the victim, and the fact that tells of several at once."""

from collections.abc import Iterable, Sequence

from caseworkers.journey_answers import ObligationLine
from events.contact import Channel, ContactOutcome, ToldAbout, VictimInformed
from events.identifiers import Agency
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from schemas.changes import ObligationState

OWED = frozenset({ObligationState.OPEN, ObligationState.BREACHED})
"""The states of a duty that is still to be done."""

_BY_RULE = {duty.rule: duty for duty in DUTIES}


def matter_of(rule: str, agency: Agency) -> ToldAbout | None:
    """What an agency tells the victim of to do a duty; None where that takes something else.

    An update at the agreed frequency may be about anything: it is of the progress of the case.
    """
    duty = _BY_RULE[rule]
    patterns = [each for each in duty.discharged_by if each.kind is VictimInformed]
    mine = [each for each in patterns if agency in each.by]
    matters = [each for pattern in mine for each in pattern.told]
    if matters:
        return matters[0]
    return ToldAbout.PROGRESS if duty.rolling and mine else None


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


def telling_of(
    duties: Sequence[ObligationLine],
    agency: Agency,
    channel: Channel,
    outcome: ContactOutcome,
    unsafe: Iterable[Channel],
) -> VictimInformed:
    """The fact that the victim was told, in one contact, of what these duties are about.

    It names the events that raised them, so that nothing is open about which was meant. `unsafe`
    are the channels that the victim called unsafe.
    """
    told = dict.fromkeys(matter_of(duty.rule, agency) for duty in duties)
    about, *also = [matter for matter in told if matter]
    numbers = list(dict.fromkeys(number for duty in duties if (number := _number(duty.suspect))))
    return VictimInformed(
        about=about,
        also_about=tuple(also),
        suspect=numbers[0] if numbers else None,
        also_suspects=tuple(numbers[1:]),
        asn=None if numbers else _only_asn(duties),
        triggers=tuple(dict.fromkeys(each.trigger for each in duties if _is_of_event(each))),
        channel=channel,
        outcome=outcome,
        safe=False if channel in unsafe else None,
    )


def _number(suspect: str | None) -> int | None:
    """Which suspect of the case; None where a duty knows them by an ASN, or not at all."""
    return int(suspect) if suspect and suspect.isdecimal() else None


def _only_asn(duties: Iterable[ObligationLine]) -> str | None:
    """The one arrest/summons number by which the duties know their suspect."""
    named = {duty.suspect for duty in duties if duty.suspect and duty.suspect != "unsaid"}
    return named.pop() if len(named) == 1 else None


def _is_of_event(line: ObligationLine) -> bool:
    duty: Duty = _BY_RULE[line.rule]
    return not duty.rolling
