"""Whether the victim takes part in the Victim Contact Scheme, by what they answered."""

from collections.abc import Mapping

from events.after_sentence import ContactSchemeAnswer, ContactSchemeAnswered
from events.representatives import ABOUT_THE_PERSON, VictimDied
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.suspects.case_suspects import Suspect, Suspects
from processors.case.victim.contact_wishes import Wishes
from schemas.log_records import LoggedFact


def scheme_wishes(history: CaseHistory, of_case: Suspects) -> Mapping[Suspect, Wishes]:
    """The wish to take no part, by suspect. The newest answer counts."""
    return history.derive(_wishes, ContactSchemeAnswered, *ABOUT_THE_PERSON, by=of_case)


def _wishes(facts: FactsInOrder, of_case: Suspects) -> dict[Suspect, Wishes]:
    answers = [each for each in facts if isinstance(each.fact, ContactSchemeAnswered)]
    whose = {each.event: of_case.whom(each) for each in answers}
    return {
        suspect: _wish([each for each in facts if whose.get(each.event, suspect) == suspect])
        for suspect in dict.fromkeys(whose.values())
    }


def _wish(facts: list[LoggedFact]) -> Wishes:
    """A change of who is told ends an answer, and so does a death."""
    bearing, standing = [], []
    last: LoggedFact | None = None
    for logged in facts:
        match logged.fact:
            case ContactSchemeAnswered(answer=ContactSchemeAnswer.DECLINED):
                last = last or logged
            case VictimDied(died=False):
                continue
            case _:
                last = None
        bearing.append(logged)
        standing.append(last)
    return Wishes(bearing, standing, [each for each in bearing if _declines(each)])


def _declines(logged: LoggedFact) -> bool:
    fact = logged.fact
    declined = ContactSchemeAnswer.DECLINED
    return isinstance(fact, ContactSchemeAnswered) and fact.answer is declined
