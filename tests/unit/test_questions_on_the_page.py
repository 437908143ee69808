"""How the victim's page asks what an agency must say more of."""

from caseworkers.victim_journeys import journey_as_of
from events.identifiers import pseudonym
from ordered_protection import TWO_CHARGED, V1, day, made, said
from published_journey import KEY, facts_of
from web.timeline_view import contradictions


def test_a_question_that_is_asked_of_several_reports_stands_once() -> None:
    unsaid = said("remand-ended", "2025-03-09", how="case-ended")
    facts = facts_of([*TWO_CHARGED, made("2025-03-07", V1), unsaid])
    name = pseudonym(V1, KEY)
    records = {name: {each.event: each for each in facts[name]}}

    ((what, reports),) = contradictions(journey_as_of(name, records, day("2025-04-01")))

    assert what.startswith("Which suspect was meant?")
    assert len(reports) == 2
