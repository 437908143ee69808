"""Hypothesis strategies for the records of one victim: any facts, at any time, in two cases."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from events.charging import ChargingDecisionMade
from events.clocks import Occurred, Precision
from events.contact import VictimInformed
from events.identifiers import Agency, Pseudonym
from events.investigation import SuspectArrested
from fact_strategies import a_fact
from fact_strategies import facts as facts_of_any_type
from schemas.log_records import LoggedFact

VICTIM = Pseudonym("victim-amira")
START = datetime(2025, 1, 1, tzinfo=UTC)
instants = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))

DUTIFUL = a_fact(SuspectArrested) | a_fact(ChargingDecisionMade) | a_fact(VictimInformed)
"""They raise and discharge duties, and would be rare among all that can be said."""

ANY_FACT = facts_of_any_type() | DUTIFUL


@st.composite
def logged(draw: st.DrawFn, facts: st.SearchStrategy[Any] = ANY_FACT) -> LoggedFact:
    at = draw(instants)
    return LoggedFact(
        event=UUID(int=draw(st.integers(0, 40))),
        agency=draw(st.sampled_from(Agency)),
        case=draw(st.sampled_from(["crime:met-police:1", "crime:met-police:2"])),
        victim=VICTIM,
        occurred=Occurred.of(at, draw(st.sampled_from(Precision))),
        recorded=None,
        known=None,
        received=at + timedelta(minutes=draw(st.integers(0, 20_000))),
        fact=draw(facts),
    )


journeys = st.lists(logged(), max_size=15)
