"""How a case went: the stages it reached about each suspect, and where it ended about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import ProsecutionAltered, VictimOfOffences
from events.fact import Fact
from events.investigation import InvestigationOpened, SuspectBailedOrReleased
from events.verdict import VerdictGiven
from processors.case.course.decided_offences import ended_with_the_last
from processors.case.course.stage_steps import Step, steps
from processors.case.course.stages import STEPS, Stage, is_first_after_charge_alone
from processors.case.history.case_history import CaseHistory, FactsInOrder, in_order
from processors.case.suspects.case_suspects import ALL, NotOne, Suspect, Suspects
from schemas.changes import WaitEnd
from schemas.log_records import LoggedFact

_REOPENS = frozenset({Stage.REPORTED, Stage.ARRESTED, Stage.REFERRED, Stage.CHARGED})
"""Stages by which a case that had ended goes on."""

OF_OFFENCES = (VictimOfOffences, ProsecutionAltered, VerdictGiven)
"""Facts beside the steps that say which offences are open."""


@dataclass(slots=True)
class Wait:
    """A wait of the case in one stage; `until` is None while it lasts.

    It began for one suspect. `resumed` is the fact since which the case stands where that suspect
    is, when another had been further: the wait is known only because it lasted until then.
    """

    stage: Stage
    since: LoggedFact
    resumed: LoggedFact | None = None
    until: LoggedFact | None = None
    reached: str | None = None
    end: WaitEnd = WaitEnd.OPEN

    @property
    def ends(self) -> tuple[LoggedFact, ...]:
        """The facts at its two ends, as far as they are known."""
        return (self.since, self.until) if self.until else (self.since,)


@dataclass(slots=True)
class CaseCourse:
    """The course of a case.

    `endings` are the facts that ended it about each suspect, in order; under `ALL` those with which
    nobody was left, which are all there are where the case has one suspect.
    """

    endings: Mapping[Suspect, FactsInOrder]

    def ends(self, suspect: Suspect) -> FactsInOrder:
        """The facts that ended the case about a suspect, or all of it."""
        return self.endings.get(suspect, self.endings[ALL])


def case_course(history: CaseHistory, of_case: Suspects) -> CaseCourse:
    """The course of a case, from all its facts, and its suspects."""
    return walked(history, of_case)[0]


def case_waits(history: CaseHistory, of_case: Suspects) -> Sequence[Wait]:
    """The waits of a case, in order: it stands where the furthest suspect is."""
    return walked(history, of_case)[2]


def walked(
    history: CaseHistory, of_case: Suspects
) -> tuple[CaseCourse, FactsInOrder, Sequence[Wait]]:
    """The course of a case, the steps after which all who are left were charged, and its waits."""
    return history.derive(_course, *STEPS, *OF_OFFENCES, by=of_case)


def _course(
    facts: FactsInOrder, of_case: Suspects
) -> tuple[CaseCourse, FactsInOrder, Sequence[Wait]]:
    if not facts:
        return CaseCourse({ALL: ()}), (), ()
    walk = _Walk(of_case, {suspect: [] for _, suspect in of_case.known if of_case.are_several})
    for each in ended_with_the_last(steps(facts), facts, of_case):
        walk.take(each)
    endings = {who: tuple(sorted(ends, key=in_order)) for who, ends in walk.endings.items()}
    return CaseCourse(endings), tuple(sorted(walk.charged, key=in_order)), walk.waits


@dataclass(slots=True)
class _Standing:
    """Where the case stands about a suspect, and the fact that brought it there."""

    stage: Stage
    since: LoggedFact


@dataclass(slots=True)
class _Walk:
    """What has become of each suspect so far: what was `reached`, or None where it ended.

    All of a case with one suspect stands under `ALL`; of others, what came before any was known.
    Whoever is `released` without further action is left out only while the case is about others.
    """

    suspects: Suspects
    endings: dict[Suspect, list[LoggedFact]]
    reached: dict[Suspect, _Standing | None] = field(default_factory=dict)
    released: set[Suspect] = field(default_factory=set)
    charged: list[LoggedFact] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.endings[ALL] = []

    def take(self, step: Step) -> None:
        """Take one step on."""
        whom = [suspect for suspect in self._whom(step) if self._counts(step, suspect)]
        for suspect in whom:
            if isinstance(step.reached, Stage):
                self._forward(suspect, _Standing(step.reached, step.logged))
            else:
                self.reached[suspect] = None
                self.endings[suspect].append(step.logged)
        if whom:
            self._note_left(step)
            self._note_wait(step)

    def _whom(self, step: Step) -> Sequence[Suspect]:
        """The suspects whom a step is about."""
        if not self.suspects.are_several:
            return [ALL]
        about = self.suspects.about(step.logged)
        if about is NotOne.UNSAID:
            return self._furthest(step)
        known = self._known_by(step.logged)
        return [about] if about is not ALL else [*filter(self._is_left, known)] or known

    def _furthest(self, step: Step) -> Sequence[Suspect]:
        """Whom a step that names nobody is about: a stage the furthest suspect, an end nobody."""
        going = [(at.stage.rank, who) for who, at in self.reached.items() if at is not None]
        if not going or not isinstance(step.reached, Stage):
            return []
        return [max(going, key=lambda each: each[0])[1]]

    def _counts(self, step: Step, suspect: Suspect) -> bool:
        fact = step.logged.fact
        if type(fact) in (InvestigationOpened, CaseReopened):
            return not self._is_left(suspect) or self._is_tried_anew(fact, suspect)
        if is_first_after_charge_alone(fact):
            at = self.reached.get(suspect, self.reached.get(ALL))
            return at is not None and at.stage is Stage.CHARGED
        if type(fact) is not SuspectBailedOrReleased:
            return True
        self.released.add(suspect)
        return any(other not in self.released for other in self._known_by(step.logged))

    def _is_tried_anew(self, fact: Fact, suspect: Suspect) -> bool:
        """Whether a case that is past the charge goes back to it, for a new trial."""
        is_retrial = isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.TRIAL
        return is_retrial and self._is_charged(suspect)

    def _forward(self, suspect: Suspect, to: _Standing) -> None:
        """Reach a stage. One that is no further is no step; a case that had ended goes on."""
        before = self.reached.get(suspect, self.reached.get(ALL))
        if not self._is_left(suspect):
            reaches = to.stage in _REOPENS
        else:
            further = before is None or to.stage.rank > before.stage.rank
            reaches = further or self._is_tried_anew(to.since.fact, suspect)
        stays = not reaches or (before is not None and before.stage is to.stage)
        self.reached[suspect] = before if stays else to
        if reaches:
            self.released.discard(suspect)
        if suspect is not ALL:
            self.reached.pop(ALL, None)

    def _note_left(self, step: Step) -> None:
        """Note with which facts nobody was left, and with which all who were left were charged."""
        left = [*filter(self._is_left, self._known_by(step.logged))]
        if not left and not isinstance(step.reached, Stage) and self.suspects.are_several:
            self.endings[ALL].append(step.logged)
        if left and all(self._is_charged(suspect) for suspect in left):
            self.charged.append(step.logged)

    def _note_wait(self, step: Step) -> None:
        """End the wait that lasted, and begin another, where the case stands elsewhere now."""
        at = self._furthest_standing()
        last = self.waits[-1] if self.waits and self.waits[-1].until is None else None
        if last is not None and (at is None or last.stage is not at.stage):
            self.waits[-1] = _ended(last, step)
        if at is not None and (last is None or last.stage is not at.stage):
            resumed = step.logged if at.since is not step.logged else None
            self.waits.append(Wait(at.stage, at.since, resumed))

    def _furthest_standing(self) -> _Standing | None:
        """Where the furthest suspect is, who came there first of those who are as far."""
        going = [at for at in self.reached.values() if at is not None]
        if len(going) < 2:
            return going[0] if going else None
        return min(going, key=lambda at: (-at.stage.rank, at.since.order), default=None)

    def _known_by(self, logged: LoggedFact) -> list[Suspect]:
        if not self.suspects.are_several:
            return [ALL]
        return [*self.suspects.known_by(logged)] or [ALL]

    def _is_left(self, suspect: Suspect) -> bool:
        return suspect not in self.reached or self.reached[suspect] is not None

    def _is_charged(self, suspect: Suspect) -> bool:
        at = self.reached.get(suspect)
        return at is not None and at.stage.rank >= Stage.CHARGED.rank


def _ended(wait: Wait, step: Step) -> Wait:
    reached, end, until = step.reached, WaitEnd.COMPLETED, step.logged
    if isinstance(reached, Stage):
        return Wait(wait.stage, wait.since, wait.resumed, until, str(reached), end)
    if wait.stage not in reached.completes:
        end = WaitEnd.ENDED_OTHERWISE
    return Wait(wait.stage, wait.since, wait.resumed, until, reached.name, end)
