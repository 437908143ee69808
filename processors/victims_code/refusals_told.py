"""When the victim was told of a decision not to prosecute, from which their time to ask counts."""

from collections.abc import Sequence

from events.contact import ToldAbout, VictimInformed
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import Suspects
from processors.case.suspects.meant_suspects import named_suspects
from processors.case.victim.contact_wishes import Agreements, agreements_of, reached_safely
from schemas.log_records import LoggedFact

TELLS_OF_REFUSAL = (
    ToldAbout.CHARGING_DECISION,
    ToldAbout.PROSECUTION_ALTERED,
    ToldAbout.RIGHT_TO_REVIEW,
)
"""The matters by which a victim hears that nobody is prosecuted, or of the review of that."""


def refusals_told(history: CaseHistory) -> FactsInOrder:
    """The tellings that may be of such a decision, and that reached the victim, in order."""
    return history.derive(_refusals_told, *TELLS_OF_REFUSAL, by=agreements_of(history))


def _refusals_told(facts: FactsInOrder, agreements: Agreements) -> FactsInOrder:
    return tuple(
        each
        for each in dict.fromkeys(facts)  # what tells of two matters stands under both
        if isinstance(each.fact, VictimInformed)
        and each.occurred.day
        and reached_safely(agreements, each)
    )


def first_telling(
    of_case: Suspects, told: Sequence[LoggedFact], decision: LoggedFact
) -> LoggedFact | None:
    """The first telling of a decision; of one of several suspects it names who, or the decision."""
    suspect = of_case.about(decision)
    for each in told:
        assert isinstance(each.fact, VictimInformed)
        names = decision.event in each.fact.triggers
        other = each.fact.triggers and not names
        unsaid = of_case.are_several and suspect not in named_suspects(of_case, each)
        if not_before(each, decision) and not other and (names or not unsaid):
            return each
    return None
