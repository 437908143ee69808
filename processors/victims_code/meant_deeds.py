"""What was done of a duty that is owed for each of several suspects: about whom it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from events.contact import ToldAbout, VictimInformed
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.suspects import AboutSuspect
from processors.case.case_history import first_after, in_order
from processors.case.case_suspects import Suspect
from processors.case.fact_order import not_before
from processors.case.meant_suspects import Matter, Meant, meant_suspects
from processors.case.noticed_suspects import ABOUT_ONE_DEFENDANT
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import Deeds
from processors.victims_code.duty import Withdrawal
from processors.victims_code.duty_triggers import Trigger
from processors.victims_code.triggered_duty import is_owed
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class MeantDeeds:
    """The deeds of one duty by the suspect they mean; `unclear` are those that could mean several.

    `all` are there for a duty that is not about suspects, and in a case with one.
    """

    all: Deeds
    by_suspect: Mapping[Suspect, Deeds] | None = None
    unclear: Sequence[LoggedFact] = field(default_factory=list)

    def about(self, suspect: Suspect) -> Deeds:
        """What was done about a suspect."""
        return self.all if self.by_suspect is None else self.by_suspect.get(suspect, Deeds())


def meant_deeds(context: CaseContext, of_duty: Deeds, triggers: Sequence[Trigger]) -> MeantDeeds:
    """The deeds of the duties that some facts, all of one case, trigger.

    The duties are those that the same deeds discharge.
    """
    if not context.suspects.are_several or not triggers[0].duty.is_about_suspects:
        return MeantDeeds(of_duty)
    about = [each for each in of_duty.all if isinstance(each.fact, AboutSuspect)]
    meant = _meant(context, triggers, of_duty, about)
    by_suspect = {}
    for suspect in {context.suspect(each.duty, each.fact) for each in triggers}:
        done = [each for each in of_duty.all if _means(meant.get(each.event, _ANY), suspect)]
        by_suspect[suspect] = Deeds.of(done, of_duty.by_event)
    return MeantDeeds(of_duty, by_suspect, [each for each in about if meant[each.event] is None])


_ANY: frozenset[Suspect] = frozenset()
"""What a fact means that is not about suspects."""


def _means(meant: frozenset[Suspect] | None, suspect: Suspect) -> bool:
    return meant is _ANY or (meant is not None and suspect in meant)


def _meant(
    context: CaseContext,
    triggers: Sequence[Trigger],
    of_duty: Deeds,
    about: Sequence[LoggedFact],
) -> Meant:
    """Whom each deed means. A notice means the same wherever it counts, and so does the telling of
    a sentence, which tells of an outcome as well: it means whose sentence was passed on.
    """
    noticed = {each.event: context.noticed[each.event] for each in about if _is_noticed(each)}
    sentences = [each for each in triggers if _of_sentence(each.fact)]
    alone = [each for each in about if sentences and _tells_sentence_alone(each)]
    apart = {*noticed, *(each.event for each in alone)}
    others = [each for each in about if each.event not in apart]
    owed = [each for each in triggers if is_owed(context, each.duty, each.fact)]
    return {
        **noticed,
        **meant_suspects(context.suspects, _matters(context, sentences, of_duty), alone),
        **meant_suspects(context.suspects, _matters(context, owed, of_duty), others),
    }


def _is_noticed(deed: LoggedFact) -> bool:
    fact = deed.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about in ABOUT_ONE_DEFENDANT


def _of_sentence(trigger: LoggedFact) -> bool:
    fact = trigger.fact
    return isinstance(fact, NoticeSent | NoticeReceived) and fact.about is NoticeAbout.SENTENCE


def _tells_sentence_alone(deed: LoggedFact) -> bool:
    if not isinstance(deed.fact, VictimInformed):
        return False
    matters = deed.fact.matters
    return ToldAbout.SENTENCE in matters and ToldAbout.CASE_OUTCOME not in matters


def _matters(context: CaseContext, triggers: Sequence[Trigger], of_duty: Deeds) -> Iterator[Matter]:
    """What is to be told: until a telling that names it or its end."""
    for trigger in triggers:
        suspect = context.suspect(trigger.duty, trigger.fact)
        over = [*_ends(context, trigger, suspect), *_named(of_duty, trigger)]
        yield Matter(trigger.fact, suspect, min(over, key=in_order, default=None))


def _ends(context: CaseContext, trigger: Trigger, suspect: Suspect) -> Iterator[LoggedFact]:
    if Withdrawal.CASE_ENDED in trigger.duty.withdrawn_by:
        end = first_after(context.course.ends(suspect), trigger.fact)
        yield from (end,) if end else ()


def _named(of_duty: Deeds, trigger: Trigger) -> Iterator[LoggedFact]:
    """The deeds that name what triggers the duty."""
    for each in trigger.repetitions if of_duty.by_event else ():
        named = of_duty.by_event.get(each.event, ())
        yield from (deed for deed in named if not_before(deed, trigger.fact))
