"""One simulated case: who and where, and what happened in it, in the world's order."""

from dataclasses import dataclass, field
from datetime import datetime

from events.contact import OptedOutOf
from events.fact import Fact
from events.identifiers import Agency
from events.offences import VictimKind, usual_victim
from events.places import Court
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import AnyFact
from processors.case.stages import Stage
from simulator.happening import Happening, Mistake, Wait, Wish
from simulator.london import Offence, Place


@dataclass(slots=True)
class Case:
    """A crime with its victims and what becomes of it.

    `crown_court` and `magistrates` are where it would be heard; `at_crown_court` says which tier
    tries it. `under_18` are the victims who are children, `vulnerable` those to whom Enhanced
    Rights are due. `enhanced_from`, `wishes` and `opted_out` are what the agencies know of each.
    `references` are those that a service has of its own for a victim; `mistakes` are what is told
    wrongly, by the happening's id. `urn` is what prosecutors and courts name it by, if it has one.
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
    wishes: dict[str, list[Wish]] = field(default_factory=dict)
    opted_out: dict[str, tuple[datetime, OptedOutOf]] = field(default_factory=dict)
    vulnerable: set[str] = field(default_factory=set)
    references: dict[tuple[Agency, str], str] = field(default_factory=dict)
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    urn: str | None = None

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
        other: str | None = None,
    ) -> Happening:
        """Add something that happened."""
        number = self.identifier.rpartition(":")[2]
        name = f"{number}-{len(self.happenings):03d}"
        happening = Happening(name, at, agency, fact, victim, known, other)
        self.happenings.append(happening)
        return happening

    def opens(self, happening: Happening) -> bool:
        """Whether it is the force's report or its naming of a victim: they are told in any case."""
        return happening.agency is self.force and isinstance(
            happening.fact, CrimeReported | VictimIdentified
        )

    def named_by(self, happening: Happening) -> str:
        """The identifier that a happening is told under.

        What prosecutors and courts say to every victim is told under the URN, where there is one.
        """
        by_urn = happening.agency in (Agency.CPS, Agency.HMCTS) and happening.victim is None
        return self.urn if self.urn and by_urn else self.identifier

    def reference(self, happening: Happening) -> str | None:
        """The victim as the agency that speaks names them."""
        victim = happening.victim
        return victim and self.references.get((happening.agency, victim), victim)

    def wish(self, victim: str, when: datetime) -> Wish | None:
        """What had been agreed with a victim by then, if anything had."""
        return next(
            (each for each in reversed(self.wishes.get(victim, [])) if each.at <= when), None
        )

    def said(self, *kinds: type[Fact]) -> list[Happening]:
        """What has so far been said of some kinds, in the order of saying."""
        return [each for each in self.happenings if isinstance(each.fact, kinds)]

    def enter(self, stage: Stage, at: datetime) -> None:
        """The case reached its next stage."""
        self.waits.append(Wait(self.stage, self.reached, at, completed=True))
        self.stage, self.reached = stage, at

    def end(self, at: datetime, completed: bool) -> None:
        """The case ended in the stage where it stands."""
        self.waits.append(Wait(self.stage, self.reached, at, completed))
