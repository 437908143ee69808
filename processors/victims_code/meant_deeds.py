"""What was done of a duty that is owed for each of several suspects: about whom it was."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.contact import ToldAbout, VictimInformed
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.suspects import AboutSuspect
from processors.case.history.case_history import in_order
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from processors.case.suspects.meant_suspects import Matter, Waiting, meant_in, named_suspects
from processors.case.suspects.noticed_suspects import ABOUT_ONE_DEFENDANT
from processors.victims_code.case_context import CaseContext
from processors.victims_code.deeds_of_duty import Deeds
from processors.victims_code.discharge import no_longer_asked
from processors.victims_code.duty_triggers import Trigger
from processors.victims_code.owed_duties import is_owed
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class MeantDeeds:
    """The deeds of one duty by the suspect they mean; `unclear` are those that could mean several.

    `all` are there for a duty that is not about suspects, and in a case with one.
    """

    all: Deeds
    by_suspect: Mapping[Suspect, Deeds] | None = None
    unclear: Sequence[LoggedFact] = field(default_factory=list)

    def of(self, trigger: Trigger, suspect: Suspect) -> Deeds:
        """What may do the duty of a trigger about a suspect: of a rolling one the next contact."""
        done = self.all if self.by_suspect is None else self.by_suspect.get(suspect, Deeds())
        return done.next_after(trigger.fact) if trigger.duty.rolling else done


@dataclass(slots=True)
class OwedAlike:
    """What triggers the duties of a case that the same deeds discharge, and those deeds."""

    triggers: Sequence[Trigger]
    deeds: Deeds


def meant_deeds(context: CaseContext, owed: Sequence[OwedAlike]) -> list[MeantDeeds]:
    """The deeds of all duties that the facts of one case trigger, in the order of `owed`."""
    kinds = [_OwedTellings(context, alike) if _is_apart(context, alike) else None for alike in owed]
    _find_meant([kind for kind in kinds if kind])
    both = zip(owed, kinds, strict=True)
    return [kind.meant_deeds() if kind else MeantDeeds(alike.deeds) for alike, kind in both]


def _is_apart(context: CaseContext, alike: OwedAlike) -> bool:
    """Whether deeds and duties are told apart by suspect: one of several, or one nobody knows."""
    if not alike.triggers[0].duty.is_about_suspects:
        return False
    of_case = context.suspects
    if of_case.are_several or any(of_case.stranger(each.fact) for each in alike.triggers):
        return True
    return any(named and NotOne.ALL not in named for named in _all_named(of_case, alike.deeds.all))


def _all_named(of_case: Suspects, deeds: Iterable[LoggedFact]) -> Iterator[frozenset[Suspect]]:
    return (named_suspects(of_case, each) for each in deeds)


_ANY: frozenset[Suspect] = frozenset()
"""What a fact means that is not about suspects."""


class _OwedTellings:
    """Duties that the same deeds discharge: what waits to be told, and whom each deed means.

    The telling of a sentence tells of an outcome as well: it means whose sentence was passed on.
    """

    def __init__(self, context: CaseContext, alike: OwedAlike) -> None:
        self.context, self.alike = context, alike
        self.about = [each for each in alike.deeds.all if isinstance(each.fact, AboutSuspect)]
        self.meant: dict[UUID, frozenset[Suspect] | None] = {}
        sentences = [each for each in alike.triggers if _of_sentence(each.fact)]
        self.sentences = Waiting.of(self._matters(sentences)) if sentences else None
        owed = (each for each in alike.triggers if is_owed(context, each.duty, each.fact))
        self.waiting = Waiting.of(self._matters(owed))

    def told(self, deed: LoggedFact) -> ToldAbout | None:
        """The matter that a telling tells of; the duty's own first, where it tells of several."""
        return self.alike.triggers[0].duty.told_by(deed)

    def shared(self, deed: LoggedFact) -> object:
        """What a deed is read as once for all duties; a duty that asks for no telling is apart."""
        by_itself = self.alike.triggers[0].duty.done_when_known
        return self if by_itself else self.told(deed) or self

    def asked_by(self, deed: LoggedFact) -> Waiting:
        """What a deed can be about."""
        alone = self.sentences is not None and self.told(deed) is ToldAbout.SENTENCE
        return self.sentences if self.sentences and alone else self.waiting

    def take(self, deed: LoggedFact, whom: frozenset[Suspect] | None) -> None:
        """Note whom a deed means."""
        self.meant[deed.event] = whom
        self.waiting.pass_on(whom or (), deed)
        if self.sentences and _tells_sentence(deed):
            self.sentences.pass_on(whom or (), deed)

    def meant_deeds(self) -> MeantDeeds:
        """Its deeds by suspect, once it is known whom each means."""
        done, by_suspect = self.alike.deeds, {}
        for suspect in {self.context.suspect(e.duty, e.fact) for e in self.alike.triggers}:
            meant = [e for e in done.all if _means(self.meant.get(e.event, _ANY), suspect)]
            by_suspect[suspect] = Deeds.of(meant, done.by_event)
        return MeantDeeds(done, by_suspect, [e for e in self.about if self.meant[e.event] is None])

    def _matters(self, triggers: Iterable[Trigger]) -> Iterator[Matter]:
        """What is to be told: until a telling that names it, or until nobody asks for it."""
        for trigger in triggers:
            suspect = self.context.suspect(trigger.duty, trigger.fact)
            over = [
                *_named(self.alike.deeds, trigger),
                *no_longer_asked(self.context, trigger, suspect),
            ]
            yield Matter(trigger.fact, suspect, min(over, key=in_order, default=None))


def _find_meant(kinds: Sequence[_OwedTellings]) -> None:
    """Find whom each deed means, in order: the same matter may be one of several kinds."""
    found: dict[UUID, tuple[LoggedFact, dict[object, list[_OwedTellings]]]] = {}
    for kind in kinds:
        for deed in kind.about:
            _, by_matter = found.setdefault(deed.event, (deed, {}))
            by_matter.setdefault(kind.shared(deed), []).append(kind)
    for deed, by_matter in sorted(found.values(), key=lambda each: each[0].order):
        for alike in by_matter.values():
            for kind, whom in zip(alike, _meant(alike, deed), strict=True):
                kind.take(deed, whom)


def _meant(alike: Sequence[_OwedTellings], deed: LoggedFact) -> list[frozenset[Suspect] | None]:
    """Whom a deed means, kind by kind. A notice means the same wherever it counts."""
    context = alike[0].context
    if _is_noticed(deed) and deed.event in context.noticed:
        return [context.noticed[deed.event]] * len(alike)
    return meant_in(context.suspects, [kind.asked_by(deed) for kind in alike], deed)


def _means(meant: frozenset[Suspect] | None, suspect: Suspect) -> bool:
    return meant is _ANY or (meant is not None and suspect in meant)


def _is_noticed(deed: LoggedFact) -> bool:
    fact = deed.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about in ABOUT_ONE_DEFENDANT


def _tells_sentence(deed: LoggedFact) -> bool:
    return isinstance(deed.fact, VictimInformed) and ToldAbout.SENTENCE in deed.fact.matters


def _of_sentence(trigger: LoggedFact) -> bool:
    fact = trigger.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about is NoticeAbout.SENTENCE


def _named(of_duty: Deeds, trigger: Trigger) -> Iterator[LoggedFact]:
    """The deeds that name what triggers the duty."""
    for each in trigger.repetitions if of_duty.by_event else ():
        named = of_duty.by_event.get(each.event, ())
        yield from (deed for deed in named if not_before(deed, trigger.fact))
