"""Which facts convict a defendant, so that a court can pass sentence."""

from collections.abc import Iterable

from events.before_trial import GUILTY_PLEAS, Plea, PleaEntered
from events.court import SENTENCED_OUTCOMES, CaseConcluded
from events.fact import Fact
from events.verdict import SENTENCED_VERDICTS, VerdictGiven
from processors.case.offences.charged_offences import on_one_offence
from processors.case.suspects.case_suspects import Suspects
from schemas.log_records import LoggedFact

_NOT_AS_CHARGED = frozenset({Plea.GUILTY_TO_LESSER, Plea.GUILTY_TO_ALTERNATIVE})


def convicts(fact: Fact) -> bool:
    """Whether a court can pass sentence after a fact, or make an order in its place."""
    match fact:
        case CaseConcluded(outcome=outcome):
            return outcome in SENTENCED_OUTCOMES
        case VerdictGiven(verdict=verdict):
            return verdict in SENTENCED_VERDICTS
        case PleaEntered(plea=plea):
            return plea in GUILTY_PLEAS
        case _:
            return False


def spares_trial(fact: Fact) -> bool:
    """Whether a fact convicts, and leaves nothing of the charge to be tried.

    A plea to another offence than the charged one does so once the prosecution accepts it, and no
    plea says that it did.
    """
    other = isinstance(fact, PleaEntered) and fact.plea in _NOT_AS_CHARGED
    return convicts(fact) and not other


def is_changed_plea(plea: LoggedFact, facts: Iterable[LoggedFact], of_case: Suspects) -> bool:
    """Whether a fact is a plea that was changed to not guilty later, on the same offences."""
    return isinstance(plea.fact, PleaEntered) and any(
        each.order > plea.order
        and isinstance(each.fact, PleaEntered)
        and each.fact.plea is Plea.NOT_GUILTY
        and of_case.about(each) == of_case.about(plea)
        and on_one_offence(each, plea, of_case)
        for each in facts
    )
