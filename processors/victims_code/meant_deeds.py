"""What was done of a duty that is owed for each of several suspects: about whom it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from events.suspects import AboutSuspect
from processors.case.case_history import first_after
from processors.case.case_suspects import Suspect
from processors.case.meant_suspects import Matter, meant_suspects
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import Deeds
from processors.victims_code.duty import Withdrawal
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
    matters = [*_matters(context, triggers)]
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


def _matters(context: CaseContext, triggers: Sequence[Trigger]) -> Iterator[Matter]:
    for trigger in triggers:
        suspect = context.suspect(trigger.duty, trigger.fact)
        ends = Withdrawal.CASE_ENDED in trigger.duty.withdrawn_by
        over = first_after(context.course.ends(suspect), trigger.fact) if ends else None
        yield Matter(trigger.fact, suspect, over)
