"""Hypothesis strategies for the records of one victim: any facts, at any time, in two cases."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from events.after_sentence import PrisonerReleased
from events.before_trial import PleaEntered, WitnessRequirementDecided
from events.charging import ChargingDecisionMade, VictimOfOffences
from events.clocks import Occurred, Precision
from events.contact import ContactAgreed, VictimContacted, VictimInformed
from events.corrections import ReportWithdrawn
from events.court import CaseConcluded, FirstHearingListed, HearingListed, TrialListed
from events.fact import Fact
from events.identifiers import Agency, Pseudonym
from events.investigation import SuspectArrested
from events.needs import SupportReferred
from events.verdict import VerdictGiven
from fact_strategies import a_fact
from fact_strategies import facts as facts_of_any_type
from processors.fold.acted_alerts import ACTS
from processors.fold.journey import fold
from schemas.alert_policy import AlertPolicy, AlertTiming
from schemas.alert_row import Alert
from schemas.log_records import LoggedFact
from schemas.ticks import Tick

VICTIM = Pseudonym("victim-amira")
START = datetime(2025, 1, 1, tzinfo=UTC)
instants = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def a_fact_of_few(fact: type[Fact]) -> st.SearchStrategy[Any]:
    """Any fact of a type about one of two defendants and, where it can say so, three offences."""
    few: dict[str, st.SearchStrategy[Any]] = {"suspect": st.sampled_from([1, 2])}
    if "offences" in fact.model_fields:
        few["offences"] = st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple)
    return st.builds(
        lambda made, chosen: made.model_copy(update=chosen),
        a_fact(fact),
        st.fixed_dictionaries(few),
    )


DUTIFUL = a_fact(SuspectArrested) | a_fact(ChargingDecisionMade) | a_fact(VictimInformed)
"""They raise and discharge duties, and would be rare among all that can be said."""

_OF_OFFENCES: list[type[Fact]] = [
    SuspectArrested,
    VictimOfOffences,
    PleaEntered,
    VerdictGiven,
    CaseConcluded,
    PrisonerReleased,
]

OFFENCES = st.sampled_from(_OF_OFFENCES).flatmap(a_fact_of_few)
"""About the offences of few defendants: whose they are, and what becomes of them."""

ANY_FACT = facts_of_any_type() | DUTIFUL | OFFENCES


AGENCIES = st.sampled_from(Agency)
_EVENTS = st.integers(0, 40).map(lambda number: UUID(int=number))
_CASES = st.sampled_from(["crime:met-police:1", "crime:met-police:2"])
_PRECISIONS = st.sampled_from(Precision)
_DELAYS = st.integers(0, 20_000).map(lambda minutes: timedelta(minutes=minutes))
# Each is made once: to make a strategy, and to check it, takes longer than to draw from it.


@st.composite
def logged(draw: st.DrawFn, facts: st.SearchStrategy[Any] = ANY_FACT) -> LoggedFact:
    at = draw(instants)
    return LoggedFact(
        event=draw(_EVENTS),
        agency=draw(AGENCIES),
        case=draw(_CASES),
        victim=VICTIM,
        occurred=Occurred.of(at, draw(_PRECISIONS)),
        recorded=None,
        known=None,
        received=at + draw(_DELAYS),
        fact=draw(facts),
    )


def _near(listing: type[Fact]) -> st.SearchStrategy[Any]:
    """A listing of a hearing within the days in which facts happen."""
    return st.builds(
        lambda listed, at: listed.model_copy(update={"starts_at": at}),
        a_fact(listing),
        instants,
    )


def _agreed() -> st.SearchStrategy[Any]:
    """An agreement on contact so often that silence can come of it."""
    return st.builds(
        lambda agreed, days: agreed.model_copy(update={"every_days": days}),
        a_fact(ContactAgreed),
        st.integers(1, 20),
    )


WARNS = (
    _agreed()
    | _near(TrialListed)
    | _near(HearingListed)
    | _near(FirstHearingListed)
    | a_fact(CaseConcluded)
    | a_fact(SupportReferred)
    | a_fact(WitnessRequirementDecided)
    | a_fact(VictimContacted)
)
"""They begin what alerts warn of beside duties."""

journeys = st.lists(logged(), max_size=15)

_WARNED = st.lists(logged(ANY_FACT | WARNS), min_size=1, max_size=12)
_FEWER_WARNED = st.lists(logged(ANY_FACT | WARNS), min_size=1, max_size=10)
_WITHDRAWALS = st.integers(1, 5)

LATER = START + timedelta(days=400)


@st.composite
def withdrawn_journeys(draw: st.DrawFn) -> list[LoggedFact]:
    """The same with withdrawals of facts and of withdrawals, mostly by the agency itself."""
    facts = draw(_FEWER_WARNED)
    for at in range(draw(_WITHDRAWALS)):
        any_of_them = st.sampled_from(facts)
        target, anew = draw(any_of_them), draw(st.none() | any_of_them)
        named = ReportWithdrawn(event=target.event, replacement=anew.event if anew else None)
        back = draw(logged(st.just(named)))
        agency = draw(st.sampled_from([target.agency, target.agency, back.agency]))
        event = UUID(int=200 + at)
        facts.append(replace(back, agency=agency, case=target.case, event=event))
    return facts


@st.composite
def acted_journeys(draw: st.DrawFn) -> list[LoggedFact]:
    """The same with acts upon alerts that there are, mostly once people are told of them."""
    facts = draw(_WARNED)
    alerts = [row for row in fold(facts, LATER).rows.values() if isinstance(row, Alert)]
    if not alerts:
        return facts
    chosen = st.sampled_from(sorted(alerts, key=lambda alert: alert.id))
    acts = draw(st.lists(chosen.flatmap(acts_upon), min_size=1, max_size=6))
    return [*facts, *(replace(act, event=UUID(int=100 + at)) for at, act in enumerate(acts))]


_ACTS = st.one_of(*map(a_fact, ACTS))
_OTHER_ALERTS = st.lists(st.uuids(), max_size=2, unique=True)
_AFTER_RAISED = st.integers(-24 * 60, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
_ONCE_IN_THREE = st.integers(0, 2).map(lambda number: number == 2)


@st.composite
def acts_upon(draw: st.DrawFn, alert: Alert) -> LoggedFact:
    """Any act upon an alert and others, from a day before it is raised to some weeks after.

    Mostly by the agency whose alert it is.
    """
    others = draw(_OTHER_ALERTS)
    act = draw(_ACTS).model_copy(update={"alerts": (alert.id, *others)})
    at = alert.raised + draw(_AFTER_RAISED)
    done = draw(logged(st.just(act)))
    agency = draw(AGENCIES) if draw(_ONCE_IN_THREE) else alert.agency
    return replace(done, agency=agency, case=alert.case_id, occurred=Occurred(at), received=at)


_WITHIN_SIX_WEEKS = st.integers(0, 42 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def moments_of(draw: st.DrawFn, facts: Sequence[LoggedFact]) -> datetime:
    """An instant up to six weeks after one of some facts was learned."""
    since = draw(st.sampled_from([each.learned for each in facts]))
    return since + draw(_WITHIN_SIX_WEEKS)


LAGS = st.dictionaries(
    st.sampled_from(Agency),
    st.integers(0, 48).map(lambda hours: timedelta(hours=hours)),
    max_size=4,
).map(lambda lags: tuple(sorted(lags.items())))

policies = st.builds(
    AlertPolicy, st.integers(0, 300).map(lambda minutes: timedelta(minutes=minutes)), LAGS
)

ticks = st.builds(Tick, instants, st.none() | policies)
"""Ticks of any time; some say how long to wait from then on."""


def timing_of(ticks: Iterable[Tick]) -> AlertTiming:
    """The policies that ticks bring, in the order of the log. The clock never goes back."""
    timing, now = AlertTiming(), datetime.min.replace(tzinfo=UTC)
    for tick in ticks:
        if tick.policy and tick.at > now:
            timing = timing.with_policy(tick.at, tick.policy)
        now = max(now, tick.at)
    return timing
