"""A case of a Crown Court's backlog: from the crime to its being sent there, or to its verdict."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.before_trial import Plea, PleaEntered, SentToCrownCourt
from events.charging import (
    ChargeMethod,
    ChargingDecision,
    ChargingDecisionMade,
    ReferredToCps,
    SuspectCharged,
)
from events.clocks import Occurred, Precision
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    TrialListed,
)
from events.identifiers import Agency
from events.places import Court
from events.reporting import CrimeReported, VictimIdentified
from events.trial_reasons import TrialResult
from events.vocabulary import AnyFact
from schemas.cloudevents import AgencyEvent
from simulator.chance import Chance, full_hour, later
from simulator.simulated_delivery import Delivery
from simulator.simulated_london import SimulatedBorough, boroughs, offence_mix

TO_COURT = 14
"""Days from the charge to the first hearing, and from the referral to the charge."""


@dataclass(frozen=True, slots=True)
class BacklogCases:
    """Cases that are sent to a Crown Court, all in one simulation; its `name` is in each id."""

    chance: Chance
    name: str

    def deliveries(
        self, court: Court, number: int, sent: date, over: date | None
    ) -> Iterator[Delivery]:
        """What is said of one case, each event some minutes after it happened."""
        identity = f"backlog-{self.name}-{court}-{number}"
        for place, (at, agency, fact) in enumerate(self._happenings(court, sent, over)):
            recorded = at + timedelta(minutes=self.chance.rng.randrange(1, 15))
            event = AgencyEvent(
                id=f"{identity}-{place:02d}",
                source=f"urn:simulated:{agency}:backlogs",
                agency=agency,
                case=f"crime:met-police:{identity}",
                occurred=Occurred.of(at, Precision.INSTANT),
                fact=fact,
                victim=f"met-police:victim-of-{identity}" if fact.names_victim else None,
                recorded=recorded,
            )
            yield Delivery(recorded + timedelta(minutes=1), agency, event)

    def _happenings(
        self, court: Court, sent: date, over: date | None
    ) -> Iterator[tuple[datetime, Agency, AnyFact]]:
        borough = self._borough(court)
        heard = full_hour(sent, 10)
        yield from self._before_court(borough, heard)
        listed = FirstHearingListed(court=borough.magistrates, starts_at=heard)
        yield later(heard, 0.2 - TO_COURT), Agency.HMCTS, listed
        first = HearingHeld(court=borough.magistrates, hearing=HearingKind.FIRST)
        yield heard, Agency.HMCTS, first
        yield later(heard, 0.01), Agency.HMCTS, SentToCrownCourt(court=court)
        yield later(heard, 0.02), Agency.HMCTS, PleaEntered(plea=Plea.NOT_GUILTY)
        if over:
            yield from self._end(court, heard, over)

    def _before_court(
        self, borough: SimulatedBorough, heard: datetime
    ) -> Iterator[tuple[datetime, Agency, AnyFact]]:
        offence = offence_mix().draw(self.chance.rng).group
        reported = later(heard, -60 - self.chance.gamma(90, 1.5))
        met, charged = Agency.MET_POLICE, later(heard, -TO_COURT)
        yield reported, met, CrimeReported(offence=offence, borough=borough.code)
        yield later(reported, 0.01), met, VictimIdentified()
        yield later(charged, -TO_COURT), met, ReferredToCps()
        decision = ChargingDecisionMade(decision=ChargingDecision.CHARGE)
        yield later(charged, -0.1), Agency.CPS, decision
        yield charged, met, SuspectCharged(method=ChargeMethod.CHARGE)

    def _end(
        self, court: Court, heard: datetime, over: date
    ) -> Iterator[tuple[datetime, Agency, AnyFact]]:
        """A trial on the last day, and its verdict; the listing came when the case did."""
        starts = max(full_hour(over, 11), later(heard, 0.04))
        yield later(heard, 0.03), Agency.HMCTS, TrialListed(court=court, starts_at=starts)
        tried = HearingHeld(
            court=court, hearing=HearingKind.TRIAL, trial_result=TrialResult.EFFECTIVE
        )
        yield starts, Agency.HMCTS, tried
        outcome = CaseOutcome.CONVICTED if self.chance.happens(0.6) else CaseOutcome.ACQUITTED
        yield later(starts, 0.1), Agency.HMCTS, CaseConcluded(court=court, outcome=outcome)

    def _borough(self, court: Court) -> SimulatedBorough:
        """One of the Metropolitan Police's that sends its cases to that court, if there is one."""
        usual: SimulatedBorough | None = None
        for _ in range(60):
            drawn = boroughs().draw(self.chance.rng)
            if drawn.force is Agency.MET_POLICE:
                usual = drawn
                if drawn.crown_court is court:
                    break
        assert usual, "nearly every borough is the Metropolitan Police's"
        return usual
