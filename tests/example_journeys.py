"""A small city for tests of pages and questions: 73 hand-made victims, folded as the platform does.

24 wait for a trial at Snaresbrook, slow, half of them still; 36 at Southwark, quick; three at
Croydon are too few to show. It is noon on 1 September 2025.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from events.charging import ChargingDecision, ChargingDecisionMade, ReferredToCps
from events.clocks import Occurred, Precision
from events.contact import (
    Channel,
    ContactAgreed,
    ContactOptedOut,
    ContactOutcome,
    OptedOutOf,
    ToldAbout,
    VictimInformed,
)
from events.corrections import (
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    DisputeReason,
)
from events.court import (
    CaseConcluded,
    CaseOutcome,
    FirstHearingListed,
    HearingHeld,
    HearingKind,
    Sentence,
    SentencePassed,
    TrialListed,
)
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency, Pseudonym, event_identity, pseudonym
from events.investigation import (
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    SuspectArrested,
    SuspectInterviewed,
)
from events.needs import (
    AssessmentOccasion,
    SupportReferred,
    SupportService,
    VictimNeedsAssessed,
)
from events.offences import OffenceGroup, VictimKind
from events.places import Court
from events.protective_orders import (
    OrderCondition,
    ProtectiveOrder,
    ProtectiveOrderMade,
    ReportingRestriction,
    ReportingRestrictionMade,
)
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import AnyFact
from processors.fold.journey import fold
from projections.projection_rows import Rows, changes_rows, log_rows, pause_rows, set_aside_rows
from projections.store import Store
from schemas.alert_policy import AlertPolicy
from schemas.alert_row import Alert, AlertKind
from schemas.changes import Changes, Obligation, encode_changes
from schemas.intake_pauses import Paused, encode_pause
from schemas.log_records import LoggedFact
from schemas.records_set_aside import RecordReader, RecordSetAside
from schemas.refusal import Reason
from schemas.ticks import Tick, encode_tick

NOW = datetime(2025, 9, 1, 11, 0, tzinfo=UTC)
FIRST = datetime(2025, 1, 6, 9, 30, tzinfo=UTC)
KEY = b"the-example-key-of-made-up-victims"


@dataclass
class Story:
    """One victim's facts, told by days since the first report."""

    number: int
    force: Agency = Agency.MET_POLICE
    facts: list[LoggedFact] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return f"{self.force}:V{self.number}"

    @property
    def victim(self) -> Pseudonym:
        return pseudonym(self.reference, KEY)

    def on(
        self,
        day: int,
        fact: AnyFact,
        agency: Agency | None = None,
        precision: Precision = Precision.INSTANT,
        by: str | None = None,
        named: bool = False,
    ) -> "Story":
        at = FIRST + timedelta(days=day + self.number % 5)
        self.facts.append(
            LoggedFact(
                event=event_identity(
                    Agency.MET_POLICE, "example", f"{self.number}/{len(self.facts)}"
                ),
                agency=agency or self.force,
                case=f"crime:{self.force}:{4400000 + self.number}/25",
                victim=self.victim,
                occurred=Occurred.of(at, precision),
                recorded=at + timedelta(hours=2),
                known=None,
                received=at + timedelta(hours=3),
                fact=fact,
                recorded_by=by,
                names_this_victim=named,
            )
        )
        return self


def told(about: ToldAbout, outcome: ContactOutcome = ContactOutcome.REACHED) -> VictimInformed:
    return VictimInformed(about=about, channel=Channel.TELEPHONE, outcome=outcome)


def stories() -> Iterator[Story]:
    """Every victim of the example."""
    for number in range(24):
        robbery = _charged(number, Court.SNARESBROOK, "E09000025", OffenceGroup.ROBBERY)
        yield _tried(robbery, Court.SNARESBROOK, 160) if number % 2 else robbery
    for number in range(24, 60):
        abuse = _charged(number, Court.SOUTHWARK, "E09000028", OffenceGroup.DOMESTIC_ABUSE)
        yield _tried(abuse, Court.SOUTHWARK, 100) if number % 6 else abuse
    for number in range(60, 63):
        burglary = _charged(number, Court.CROYDON, "E09000008", OffenceGroup.BURGLARY)
        yield _tried(burglary, Court.CROYDON, 110)
    yield _late_and_due_soon(63)
    yield _known_by_month(64)
    yield from _not_investigated(65, 68)
    yield _excused_and_unsafe(68)
    yield _by_the_old_code(69)
    yield _put_right(70)
    yield _disputed(71)
    yield _trial_near_and_silence(72)


def _reported(
    number: int, offence: OffenceGroup, borough: str, force: Agency = Agency.MET_POLICE
) -> Story:
    enhanced = offence is OffenceGroup.DOMESTIC_ABUSE
    return (
        Story(number, force)
        .on(0, CrimeReported(offence=offence, borough=borough))
        .on(0, VictimIdentified(enhanced_rights=enhanced))
    )


def _not_investigated(first: int, end: int) -> Iterator[Story]:
    for number in range(first, end):
        story = _reported(number, OffenceGroup.OTHER_THEFT, "E09000007")
        yield story.on(8, NotInvestigated(reason=NotInvestigatedReason.NO_LINES_OF_ENQUIRY))


def _charged(number: int, court: Court, borough: str, offence: OffenceGroup) -> Story:
    """Up to the first hearing; some are told of the arrest late or never, some of the charge."""
    story = _reported(number, offence, borough).on(3, SuspectArrested())
    if number % 4:
        story.on(4 if number % 4 == 1 else 14, told(ToldAbout.ARREST))
    story.on(30, ReferredToCps())
    story.on(50, ChargingDecisionMade(decision=ChargingDecision.CHARGE), Agency.CPS)
    if number % 6:
        story.on(52, told(ToldAbout.CHARGING_DECISION))
    listed = FirstHearingListed(court=court, starts_at=FIRST + timedelta(days=70))
    story.on(55, listed, Agency.HMCTS)
    return story.on(70, HearingHeld(court=court, hearing=HearingKind.FIRST), Agency.HMCTS)


def _tried(story: Story, court: Court, day: int) -> Story:
    """The trial, up to 38 days after `day`; convicted and sentenced."""
    trial = day + 2 * (story.number % 20)
    concluded = CaseConcluded(court=court, outcome=CaseOutcome.CONVICTED)
    passed = SentencePassed(court=court, sentence=Sentence.IMMEDIATE_CUSTODY, custody_months=18)
    story.on(trial, HearingHeld(court=court, hearing=HearingKind.TRIAL), Agency.HMCTS)
    return story.on(trial + 3, concluded, Agency.HMCTS).on(trial + 24, passed, Agency.HMCTS)


def _late_and_due_soon(number: int) -> Story:
    """Arrested on Friday 22 August, called in vain; charged on Tuesday 26 August."""
    story = _reported(number, OffenceGroup.ROBBERY, "E09000012", Agency.CITY_POLICE)
    story.on(225, SuspectArrested(suspect=2))
    story.on(226, told(ToldAbout.ARREST, ContactOutcome.NO_ANSWER))
    return story.on(229, ChargingDecisionMade(decision=ChargingDecision.CHARGE), Agency.CPS)


def _excused_and_unsafe(number: int) -> Story:
    """Needs and support in time; written to although letters are unsafe; a sentence in August."""
    excuse = DutyExcused(
        rule="R6.1", reason=GoodReason.UNSAFE_TO_CONTACT, decided_by=DecidedBy.SUPERVISOR
    )
    letter = VictimInformed(
        about=ToldAbout.ARREST, channel=Channel.LETTER, outcome=ContactOutcome.REACHED
    )
    passed = SentencePassed(court=Court.WOOD_GREEN, sentence=Sentence.COMMUNITY_ORDER)
    story = (
        _reported(number, OffenceGroup.ROBBERY, "E09000012")
        .on(0, VictimNeedsAssessed(occasion=AssessmentOccasion.REPORT, needs=()))
        .on(1, SupportReferred(service=SupportService.VICTIM_SUPPORT))
        .on(1, ContactAgreed(every_days=None, unsafe_channels=(Channel.LETTER,)))
        .on(205, SuspectArrested())
        .on(206, letter, by="MP1001")
        .on(207, excuse)
        .on(207, SuspectInterviewed(under_caution=True))
        .on(208, ContactOptedOut(of=OptedOutOf.COURT_UPDATES))
        .on(212, passed, Agency.HMCTS)
    )
    return _protected(story)


def _protected(story: Story) -> Story:
    """An order with the sentence, an interim one that is soon over and names nobody, and more."""
    restraining = ProtectiveOrderMade(
        order=ProtectiveOrder.RESTRAINING_ON_CONVICTION,
        until=date(2030, 8, 10),
        conditions=(OrderCondition.NO_CONTACT, OrderCondition.EXCLUSION),
    )
    stalking = ProtectiveOrderMade(
        order=ProtectiveOrder.STALKING_PROTECTION, interim=True, until=date(2025, 9, 20)
    )
    withheld = ReportingRestrictionMade(restriction=ReportingRestriction.NAME_WITHHELD)
    return (
        story.on(212, restraining, Agency.HMCTS, named=True)
        .on(213, stalking, Agency.HMCTS)
        .on(213, withheld, Agency.HMCTS)
    )


def _by_the_old_code(number: int) -> Story:
    """A shop in 2020: interviewed and cautioned, told of both in time."""
    return (
        Story(number)
        .on(-1800, CrimeReported(offence=OffenceGroup.SHOPLIFTING, borough="E09000007"))
        .on(-1800, VictimIdentified(victim_kind=VictimKind.BUSINESS))
        .on(-1799, SuspectInterviewed(under_caution=True))
        .on(-1798, told(ToldAbout.INTERVIEW))
        .on(-1797, PoliceOutcomeRecorded(outcome=PoliceOutcome.CAUTION))
        .on(-1796, told(ToldAbout.CHARGING_DECISION))
    )


def _proposed(story: Story) -> Story:
    """Victim Support says that the arrest was three days later."""
    arrest = story.facts[-1]
    value = (arrest.occurred.at + timedelta(days=3)).isoformat()
    wrong = CorrectionProposed(
        correction=f"VS-{story.number}", event=arrest.event, field="time", value=value
    )
    return story.on(207, wrong, Agency.VICTIM_SUPPORT)


def _put_right(number: int) -> Story:
    """The Met agrees four days later; the CPS has not taken it over. No conviction is known."""
    story = _reported(number, OffenceGroup.ROBBERY, "E09000012").on(200, SuspectArrested())
    name, by = f"VS-{number}", Agency.VICTIM_SUPPORT
    passed = SentencePassed(court=Court.WOOD_GREEN, sentence=Sentence.COMMUNITY_ORDER)
    return (
        _proposed(story)
        .on(211, CorrectionAgreed(proposed_by=by, correction=name))
        .on(212, CorrectionNotified(proposed_by=by, correction=name, recipient=Agency.CPS))
        .on(220, passed, Agency.HMCTS)
    )


def _disputed(number: int) -> Story:
    """The same proposal, and the Met stands by what it reported."""
    story = _reported(number, OffenceGroup.ROBBERY, "E09000012").on(200, SuspectArrested(suspect=3))
    dispute = CorrectionDisputed(
        proposed_by=Agency.VICTIM_SUPPORT,
        correction=f"VS-{number}",
        reason=DisputeReason.STANDS_BY_IT,
    )
    return _proposed(story).on(211, dispute)


def _trial_near_and_silence(number: int) -> Story:
    """A trial on Friday of this week, of which nobody told the victim; silence since July."""
    listed = TrialListed(court=Court.WOOD_GREEN, starts_at=NOW + timedelta(days=4))
    return (
        _reported(number, OffenceGroup.ROBBERY, "E09000012")
        .on(190, ContactAgreed(every_days=28), Agency.VICTIM_SUPPORT)
        .on(210, listed, Agency.HMCTS)
    )


def _known_by_month(number: int) -> Story:
    """As data.police.uk publishes it: the month is the only date."""
    story = Story(number, Agency.CITY_POLICE)
    report = CrimeReported(offence=OffenceGroup.BICYCLE_THEFT, borough="E09000001")
    outcome = PoliceOutcomeRecorded(outcome=PoliceOutcome.NO_SUSPECT_IDENTIFIED)
    story.on(5, report, precision=Precision.MONTH)
    story.on(5, VictimIdentified(), precision=Precision.MONTH)
    return story.on(5, outcome, precision=Precision.NOT_BEFORE_MONTH)


def duty(story: Story, rule: str) -> Obligation:
    """The first duty under a rule that is owed to a victim of the example."""
    rows = fold(story.facts, NOW).rows.values()
    found = [row for row in rows if isinstance(row, Obligation) and row.rule == rule]
    return min(found, key=lambda row: (row.due_on or date.max, row.triggered))


def late_alert(story: Story, rule: str) -> Alert:
    """The alert that a duty under a rule is late, of a victim of the example."""
    rows = fold(story.facts, NOW).rows.values()
    late = (row for row in rows if isinstance(row, Alert) and row.kind is AlertKind.LATE)
    return next(row for row in late if row.rule == rule)


SET_ASIDE = RecordSetAside(RecordReader.JOURNEYS, "journey", 1, 17, "KeyError", NOW)


LAST_TICK = Tick(
    NOW - timedelta(seconds=10),
    AlertPolicy(
        timedelta(minutes=45),
        ((Agency.MET_POLICE, timedelta(hours=14)), (Agency.YOUTH_JUSTICE, timedelta(hours=48))),
    ),
)


def fill(store: Store) -> None:
    """Write the example as the sink would, in a block for each table.

    It has three refused events, an agency whose intake is paused, and a record set aside. The last
    tick says that the records of two agencies are waited for.
    """
    paused = encode_pause(Paused(refused=26, events=50))
    rows: Rows = pause_rows(Agency.PROBATION.encode(), paused, 0, NOW - timedelta(hours=2))
    rows |= {"refusals": _refusals(), "sink_progress": _progress()}
    rows |= set_aside_rows(SET_ASIDE)
    rows |= log_rows(encode_tick(LAST_TICK))
    for story in stories():
        journey = fold(story.facts, NOW)
        changes = Changes(story.victim, 1, tuple(journey.rows.values()))
        told_rows = [log_rows(logged.written) for logged in story.facts]
        for found in [changes_rows(encode_changes(changes)), *told_rows]:
            for table, lines in found.items():
                rows.setdefault(table, []).extend(lines)
    for table, lines in rows.items():
        store.insert(table, lines, f"example {table}")


def _progress() -> list[dict[str, Any]]:
    done = {"topic": "journey", "partition": 0, "first": 5, "last": 9, "done": 1, "version": 19}
    pending = {"topic": "journey", "partition": 1, "first": 5, "last": 9, "done": 0, "version": 18}
    return [done, pending]


def _refusals() -> list[dict[str, Any]]:
    wrong = [(Reason.INVALID, ["data.offence: enum", "time: datetime_parsing"])] * 2
    reasons = [*wrong, (Reason.NOT_JSON, [])]
    return [
        {
            "agency": Agency.CITY_POLICE,
            "partition": 0,
            "offset": offset,
            "reason": reason,
            "problems": problems,
            "source_partition": 1,
            "source_offset": 100 + offset,
            "bytes": 312,
            "received": NOW - timedelta(days=3 - offset),
        }
        for offset, (reason, problems) in enumerate(reasons)
    ]
