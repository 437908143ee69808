"""One simulated case: who and where, and what happened in it, in the world's order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import cast
from uuid import UUID
from zlib import crc32

from events.charging import SuspectCharged
from events.fact import Fact
from events.identifiers import OWN_TOPIC, POLICE, Agency, event_identity
from events.offences import VictimKind, usual_victim
from events.places import Court
from events.reporting import CrimeReported, VictimIdentified
from events.suspects import AboutSuspect
from events.vocabulary import AnyFact
from processors.case.course.stages import Stage
from simulator.chance import AFact, Chance, rows
from simulator.simulated_london import Offence, SimulatedBorough
from simulator.simulated_world import Dimension, Planted, World


@cache
def _joint() -> frozenset[str]:
    """Kinds of fact that are about all suspects where they name none."""
    return frozenset(row["fact"] for row in rows("joint_facts.csv"))


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact, when it happened and which agency reports it; `victim` for facts about one of them.

    `id` is its event's within `source`. `known` is when the agency that must act heard of it,
    `other` another reference of the victim.
    """

    id: str
    at: datetime
    agency: Agency
    fact: AnyFact
    victim: str | None = None
    known: datetime | None = None
    other: str | None = None

    @property
    def source(self) -> str:
        """Where its agency's events come from."""
        return f"urn:simulated:{self.agency}"

    @property
    def identity(self) -> UUID:
        """Its event as the platform names it."""
        return event_identity(self.agency, self.source, self.id)

    @property
    def heard(self) -> datetime:
        """When the agency that must act knows of it."""
        return self.known or self.at


@dataclass(frozen=True, slots=True)
class PlayedWait:
    """The whole of one wait, whether or not its end lies after the simulation's.

    `completed` is False where the case ended in that stage without reaching the next.
    """

    stage: Stage
    started: datetime
    ended: datetime
    completed: bool

    @property
    def days(self) -> float:
        """Its length."""
        return (self.ended - self.started).total_seconds() / 86_400


@dataclass(frozen=True, slots=True)
class PlayedDuty:
    """What an agency did of one duty to a victim: its last London day, and when it was done."""

    rule: str
    due: date
    done: datetime | None
    excused: bool


@dataclass(slots=True)
class Case:
    """A crime with its victims and what becomes of it.

    `crown_court` and the borough's magistrates are where it would be heard; `at_crown_court` says
    which tier tries it. `under_18` are the victims who are children, `found` says when each was
    identified; it `is_latest` where they are in no case after it. `vulnerable` are those to whom
    Enhanced Rights are due, `enhanced_from` when they were granted. Of so many happenings as
    `followed_up` says the consequences have been drawn. `references` are those that a service has
    of its own for a victim; `mistakes` are what is reported wrongly, by the id of what truly
    happened. `urn` is what prosecutors and courts name it by, if it has one.

    A case with several suspects has the `asns` of all by number; its `own` is the one whom its
    stages are about, and `defendants` are those charged beside that one.
    """

    world: World
    identifier: str
    borough: SimulatedBorough
    offence: Offence
    reported: datetime
    victims: tuple[str, ...]
    under_18: frozenset[str]
    crown_court: Court
    at_crown_court: bool
    happenings: list[Happening] = field(default_factory=list)
    by_kind: dict[type[Fact], list[Happening]] = field(default_factory=dict)
    followed_up: int = 0
    suspect_arrested: bool = False
    suspect_at_large: bool = False
    suspect_under_18: bool = False
    is_latest: bool = False
    waits: list[PlayedWait] = field(default_factory=list)
    duties: list[PlayedDuty] = field(default_factory=list)
    stage: Stage = Stage.REPORTED
    reached: datetime = field(init=False)
    found: dict[str, datetime] = field(default_factory=dict)
    enhanced_from: dict[str, datetime] = field(default_factory=dict)
    vulnerable: set[str] = field(default_factory=set)
    references: dict[tuple[Agency, str], str] = field(default_factory=dict)
    mistakes: dict[str, Happening] = field(default_factory=dict)
    urn: str | None = None
    asns: tuple[str, ...] = ()
    own: int = 1
    defendants: tuple[int, ...] = ()
    own_chance: Chance = field(init=False)
    beside: bool = False
    said_beside: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reached = self.reported
        self.own_chance = Chance(crc32(self.identifier.encode()))

    @property
    def chance(self) -> Chance:
        """The chance of its world; its own for what is played beside."""
        return self.own_chance if self.beside else self.world.chance

    @contextmanager
    def drawn_beside(self, *, beside: bool = True) -> Iterator[None]:
        """Draw by a chance of its own, also what follows: it moves nothing else in the case."""
        self.beside, before = beside, self.beside
        yield
        self.beside = before

    @property
    def force(self) -> Agency:
        """The police force of the case."""
        return self.borough.force

    @property
    def force_code(self) -> str:
        """The code of its force, as URN and ASN have it."""
        return next(str(body) for body, agency in OWN_TOPIC.items() if agency is self.force)

    @property
    def victim_kind(self) -> VictimKind:
        """Who was harmed."""
        return usual_victim(self.offence.group) or VictimKind.PERSON

    @property
    def persons(self) -> tuple[str, ...]:
        """Its victims, where they are not a business."""
        return self.victims if self.victim_kind is VictimKind.PERSON else ()

    @property
    def trial_court(self) -> Court:
        """The court that tries the case."""
        return self.crown_court if self.at_crown_court else self.borough.magistrates

    def court_of(self, stage: Stage) -> Court:
        """The court whose act ends a wait in this stage: the first hearing is a magistrates'."""
        return self.borough.magistrates if stage is Stage.CHARGED else self.trial_court

    @property
    def others(self) -> tuple[int, ...]:
        """The numbers of the suspects beside its own."""
        return tuple(each for each in range(1, len(self.asns) + 1) if each != self.own)

    def number_of(self, fact: Fact) -> int | None:
        """Which of several suspects a fact is about; None if about all, or it does not say."""
        if not self.asns or not isinstance(fact, AboutSuspect):
            return None
        return self.asns.index(fact.asn) + 1 if fact.asn else fact.suspect

    def is_own(self, fact: Fact) -> bool:
        """Whether a fact is about its own suspect, or about all."""
        return self.number_of(fact) in (None, self.own)

    def has(self, planted: Planted) -> bool:
        """Whether its wait in the stage of a planted delay is one of those stretched."""
        match planted.dimension:
            case Dimension.BOROUGH:
                return self.borough.code == planted.value
            case Dimension.COURT:
                return self.court_of(planted.stage) == planted.value
            case Dimension.OFFENCE:
                return self.offence.group == planted.value

    def stretched(self, days: float) -> float:
        """A wait of so many days in the stage where it stands, with what is planted there."""
        for planted in self.world.planted:
            if planted.stage is self.stage and self.has(planted):
                days *= planted.factor
        return days

    def say(
        self,
        at: datetime,
        agency: Agency,
        fact: AnyFact,
        victim: str | None = None,
        known: datetime | None = None,
        other: str | None = None,
    ) -> Happening:
        """Add something that happened; to its own suspect, where it has several."""
        fact = self._about_own(agency, fact)
        number = self.identifier.rpartition(":")[2]
        name = f"{number}-{len(self.happenings):03d}"
        happening = Happening(name, at, agency, fact, victim, known, other)
        self.happenings.append(happening)
        if self.beside:
            self.said_beside.add(name)
        self.by_kind.setdefault(type(fact), []).append(happening)
        return happening

    def _about_own(self, agency: Agency, fact: AnyFact) -> AnyFact:
        """A fact that names its own suspect, unless it names one or is about all.

        The police give the number and others the ASN; prosecutors, and a charge, give both.
        """
        if not self.asns or not isinstance(fact, AboutSuspect) or fact.kind in _joint():
            return fact
        if fact.asn or (fact.suspect and "suspect" in fact.model_fields_set):
            return fact
        both: dict[str, object] = {"suspect": self.own, "asn": self.asns[self.own - 1]}
        left_out = {**both, "asn": None} if agency in POLICE else {**both, "suspect": None}
        named = both if isinstance(fact, SuspectCharged) or agency is Agency.CPS else left_out
        return cast(AnyFact, fact.model_copy(update=named))

    def maybe(
        self, what: str, start: datetime, agency: Agency, fact: AnyFact, victim: str | None = None
    ) -> Happening | None:
        """Something that happens as often as `chances.csv` says, after a wait by `waits.csv`."""
        if not self.chance.likely(what):
            return None
        return self.say(self.chance.after(start, what), agency, fact, victim)

    def all_of(self, kind: type[AFact]) -> list[tuple[Happening, AFact]]:
        """What has so far happened of a kind, with the facts, in the order of saying."""
        found = self.by_kind.get(kind, ())
        return [(each, each.fact) for each in found if isinstance(each.fact, kind)]

    def of_victim(self, victim: str, kind: type[AFact]) -> list[tuple[Happening, AFact]]:
        """What has so far happened of a kind to one of the victims."""
        return [(each, fact) for each, fact in self.all_of(kind) if each.victim == victim]

    def opens(self, happening: Happening) -> bool:
        """Whether it is the force's report or its naming of a victim: these always come soon."""
        return happening.agency is self.force and isinstance(
            happening.fact, CrimeReported | VictimIdentified
        )

    def name_in(self, happening: Happening) -> str:
        """The identifier that the agency names the case by.

        What prosecutors and courts say to every victim goes under the URN, where there is one.
        """
        by_urn = happening.agency in (Agency.CPS, Agency.HMCTS) and happening.victim is None
        return self.urn if self.urn and by_urn else self.identifier

    def since(self, at: datetime, victim: str | None) -> datetime:
        """An instant, or the later one at which a victim was found whom it concerns."""
        return max(at, self.found.get(victim or "", at))

    def stage_ends(self, after: datetime) -> datetime | None:
        """When the wait ends in which the case is after an instant; None after the last."""
        return next((wait.ended for wait in self.waits if wait.ended > after), None)

    def enter(self, stage: Stage, at: datetime) -> None:
        """The case reached its next stage."""
        self.end(at, completed=True)
        self.stage, self.reached = stage, at

    def end(self, at: datetime, completed: bool) -> None:
        """The case ended in the stage where it stands."""
        self.waits.append(PlayedWait(self.stage, self.reached, at, completed))
