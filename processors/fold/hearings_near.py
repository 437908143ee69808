"""Alerts of hearings that are near while the victim has not been told of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from events.before_trial import WitnessRequirementDecided
from events.clocks import london_date, london_day_after, london_midnight
from events.contact import OptedOutOf
from events.court import HearingKind
from events.identifiers import Agency
from events.listings import Listing
from processors.case.corrections.correction import is_disputed
from processors.case.hearings.court_list import ListedHearing
from processors.case.hearings.duplicate_hearings import LISTINGS
from processors.case.hearings.listed_hearings import BEARS_ON_THE_LIST, listed_hearings
from processors.case.history.case_history import CaseHistory, first_after, in_order, moment
from processors.fold.alert_life import AlertCause
from processors.fold.judged_case import JudgedCase
from processors.fold.obligations import JudgedDuty
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import DutyInputs
from processors.victims_code.hearings_off import TELLINGS_OF_HEARINGS, tellings_of
from processors.victims_code.working_days import add_working_days, working_day_before
from schemas.alert_row import AlertKind
from schemas.changes import ObligationState
from schemas.log_records import LoggedFact

GIVES_EVIDENCE = frozenset({HearingKind.TRIAL, HearingKind.SECTION_28, HearingKind.NEWTON})
"""The hearings to which a victim comes who is required as a witness."""

TRIAL_DAYS, OTHER_DAYS = 5, 2
"""Working days before a trial, or another hearing, from which it is near."""

_OF_LISTINGS = [
    duty for duty in DUTIES if any(issubclass(each.kind, Listing) for each in duty.triggered_by)
]
_TELL_OF_DATES = frozenset(duty.rule for duty in _OF_LISTINGS if duty.owed_to == "victim")
"""The rules by which the victim is told of a hearing's date."""


_KINDS = frozenset({*BEARS_ON_THE_LIST, *TELLINGS_OF_HEARINGS, WitnessRequirementDecided})


def hearings_near(case: JudgedCase) -> list[AlertCause]:
    """What whoever must tell the victim of a hearing is warned of: it is near, and nobody has.

    That is the witness care unit, and of a first hearing the police whose duty it is. It ends once
    the victim was told, or the hearing moved or is no longer owed, and with the day itself.
    """
    if case.history.by_kind.keys().isdisjoint(LISTINGS):
        return []
    return case.history.judge(_causes, _KINDS, case.context, case.duties_by(_TELL_OF_DATES))


def _causes(
    history: CaseHistory, context: CaseContext, duties: Sequence[tuple[DutyInputs, JudgedDuty]]
) -> list[AlertCause]:
    by_event = {inputs.trigger.fact.event: duty for inputs, duty in duties}
    return [
        _cause(history, context, hearing, (hearing.day, hearing.last_day), by_event)
        for hearing in listed_hearings(history, context.suspects)
        if hearing.day is not None and hearing.last_day is not None
    ]


def _cause(
    history: CaseHistory,
    context: CaseContext,
    hearing: ListedHearing,
    days: tuple[date, date],
    duties: Mapping[UUID, JudgedDuty],
) -> AlertCause:
    """The warning of a hearing that begins on the first of two days or as late as the last."""
    first, last = days
    listing = hearing.listing
    duty = duties.get(listing.event)
    agency = _who_tells(context, hearing)
    ends = [each.learned for each in _ends(history, context, hearing, duty)]
    return AlertCause(
        about=(history.victim, listing.event),
        case_id=history.case,
        kind=AlertKind.HEARING_NEAR,
        agency=agency,
        breached=_near(hearing, first),
        learned=listing.learned,
        records_of=agency,
        ended=min(ends, default=None),
        replaced=london_day_after(last),
        event=listing,
        due_on=first,
        disputed=is_disputed(history.corrections, listing),
    )


def _who_tells(context: CaseContext, hearing: ListedHearing) -> Agency:
    """The force that has the case, where it tells of a first hearing; else the unit."""
    holder = context.holders.at(hearing.listing)
    if hearing.kind is HearingKind.FIRST and holder and not holder.elsewhere:
        return holder.agency
    return Agency.WITNESS_CARE


def _near(hearing: ListedHearing, day: date) -> datetime:
    """The moment from which a hearing is near.

    A listing leaves the working day in which the Code asks for the telling, but on the last working
    day before the hearing there is no time for that.
    """
    last = first = working_day_before(day)
    for _ in range(1, TRIAL_DAYS if hearing.kind in GIVES_EVIDENCE else OTHER_DAYS):
        first = working_day_before(first)
    listed = london_date(moment(hearing.listing))
    told_by = london_day_after(add_working_days(listed, 1))
    return max(london_midnight(first), min(told_by, london_midnight(last)))


def _ends(
    history: CaseHistory, context: CaseContext, hearing: ListedHearing, duty: JudgedDuty | None
) -> Iterator[LoggedFact]:
    listing = hearing.listing
    yield from islice(tellings_of(history, context.suspects, hearing), 1)
    over = first_after(context.course.ends(hearing.suspect), listing)
    yield from filter(None, (hearing.moved, over, _nobodys(context, hearing)))
    if duty and duty.discharge.by and duty.obligation.state is not ObligationState.WITHDRAWN:
        yield duty.discharge.by
    is_first = hearing.kind is HearingKind.FIRST
    of = OptedOutOf.PROGRESS_UPDATES if is_first else OptedOutOf.COURT_UPDATES
    opted_out = context.wishes[of].opted_out_at(listing)
    if opted_out and not (hearing.kind in GIVES_EVIDENCE and _is_required(history)):
        yield opted_out


def _nobodys(context: CaseContext, hearing: ListedHearing) -> LoggedFact | None:
    """The fact since which a joint hearing is nobody's: it was taken out or moved about some, and
    the case ended about the others.
    """
    ends = [first_after(context.course.ends(each), hearing.listing) for each in hearing.stands_for]
    known = [each for each in ends if each]
    if not hearing.parts or not known or len(known) < len(ends):
        return None
    return max((*hearing.parts, *known), key=in_order)


def _is_required(history: CaseHistory) -> bool:
    """Whether the victim must come as a witness, by the last decision."""
    last = history.of(WitnessRequirementDecided)[-1:]
    return any(
        each.fact.required for each in last if isinstance(each.fact, WitnessRequirementDecided)
    )
