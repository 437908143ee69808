"""One simulated case: who and where, and what happened in it, in the world's order."""

from dataclasses import dataclass, field
from datetime import datetime

from agencies.simulator.london import Offence, Place
from events.identifiers import Agency
from events.offences import VictimKind, usual_victim
from events.places import Court
from events.vocabulary import AnyFact
from processors.stages import Stage


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact, when it happened and which agency says so; `victim` for facts about one of them."""

    at: datetime
    agency: Agency
    fact: AnyFact
    victim: str | None = None
    known: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wait:
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


@dataclass(slots=True)
class Case:
    """A crime with its victims and what becomes of it.

    `crown_court` and `magistrates` are where it would be heard; `at_crown_court` says which tier
    tries it. `under_18` are the victims who are children.
    """

    identifier: str
    place: Place
    offence: Offence
    reported: datetime
    victims: tuple[str, ...]
    under_18: frozenset[str]
    crown_court: Court
    at_crown_court: bool
    happenings: list[Happening] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    stage: Stage = Stage.REPORTED
    reached: datetime = field(init=False)
    enhanced_from: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reached = self.reported

    @property
    def force(self) -> Agency:
        """The police force of the case."""
        return self.place.force

    @property
    def victim_kind(self) -> VictimKind:
        """Who was harmed."""
        return usual_victim(self.offence.group) or VictimKind.PERSON

    @property
    def trial_court(self) -> Court:
        """The court that tries the case."""
        return self.crown_court if self.at_crown_court else self.place.magistrates

    def court_of(self, stage: Stage) -> Court:
        """The court whose act ends a wait in this stage: the first hearing is a magistrates'."""
        return self.place.magistrates if stage is Stage.CHARGED else self.trial_court

    def say(
        self,
        at: datetime,
        agency: Agency,
        fact: AnyFact,
        victim: str | None = None,
        known: datetime | None = None,
    ) -> None:
        """Add something that happened."""
        self.happenings.append(Happening(at, agency, fact, victim, known))

    def enter(self, stage: Stage, at: datetime) -> None:
        """The case reached its next stage."""
        self.waits.append(Wait(self.stage, self.reached, at, completed=True))
        self.stage, self.reached = stage, at

    def end(self, at: datetime, completed: bool) -> None:
        """The case ended in the stage where it stands."""
        self.waits.append(Wait(self.stage, self.reached, at, completed))
