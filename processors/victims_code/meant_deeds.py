"""What was done of a duty that is owed for each of several suspects: about whom it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from events.suspects import AboutSuspect
from processors.case.case_history import first_after, in_order
from processors.case.case_suspects import Suspect
from processors.case.fact_order import not_before
from processors.case.meant_suspects import Matter, meant_suspects
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import Deeds
from processors.victims_code.duty import Withdrawal
from processors.victims_code.repeated_decisions import is_repeated
from processors.victims_code.triggered_duty import Trigger
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
    """The deeds of the duty that some facts, all of one case, trigger."""
    duty = triggers[0].duty
    if not context.suspects.are_several or not duty.is_about_suspects:
        return MeantDeeds(of_duty)
    matters = [*_matters(context, triggers, of_duty)]
    about = [each for each in of_duty.all if isinstance(each.fact, AboutSuspect)]
    meant = meant_suspects(context.suspects, matters, about)
    by_suspect = {}
    for suspect in {matter.suspect for matter in matters}:
        done = [each for each in of_duty.all if _means(meant.get(each.event, _ANY), suspect)]
        by_suspect[suspect] = Deeds.of(done, of_duty.by_event)
    return MeantDeeds(of_duty, by_suspect, [each for each in about if meant[each.event] is None])


_ANY: frozenset[Suspect] = frozenset()
"""What a fact means that is not about suspects."""


def _means(meant: frozenset[Suspect] | None, suspect: Suspect) -> bool:
    return meant is _ANY or (meant is not None and suspect in meant)


def _matters(context: CaseContext, triggers: Sequence[Trigger], of_duty: Deeds) -> Iterator[Matter]:
    """What is to be told: a decision once, and until a telling that names it or its end."""
    for trigger in triggers:
        if not trigger.duty.one_decision or not _is_repeated(context, trigger):
            suspect = context.suspect(trigger.duty, trigger.fact)
            over = [*_ends(context, trigger, suspect), *_named(of_duty, trigger)]
            yield Matter(trigger.fact, suspect, min(over, key=in_order, default=None))


def _is_repeated(context: CaseContext, trigger: Trigger) -> bool:
    return is_repeated(context.decisions[trigger.duty], trigger.fact)


def _ends(context: CaseContext, trigger: Trigger, suspect: Suspect) -> Iterator[LoggedFact]:
    if Withdrawal.CASE_ENDED in trigger.duty.withdrawn_by:
        end = first_after(context.course.ends(suspect), trigger.fact)
        yield from (end,) if end else ()


def _named(of_duty: Deeds, trigger: Trigger) -> Iterator[LoggedFact]:
    """The deeds that name what triggers the duty."""
    for each in trigger.repetitions if of_duty.by_event else ():
        named = of_duty.by_event.get(each.event, ())
        yield from (deed for deed in named if not_before(deed, trigger.fact))
