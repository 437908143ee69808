"""Right 1: the victim is able to understand, and to be understood."""

from events.contact import VictimContacted, VictimInformed
from events.help_for_victims import InterpreterOffered
from events.needs import Need, VictimNeedsAssessed
from processors.victims_code.duty import PERSONS, Duty, FactPattern
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

RIGHT_1 = (
    Duty(
        "R1.2",
        right=1,
        sentence="The police offer a free interpreter to a victim who needs one",
        obligation="Free interpreter offered",
        act="Offer {whom} a free interpreter",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="need for an interpreter known",
        triggered_by=(
            FactPattern(VictimNeedsAssessed, lambda fact: Need.INTERPRETER in fact.needs),
        ),
        discharged_by=(
            FactPattern(InterpreterOffered),
            FactPattern(VictimInformed, lambda fact: fact.interpreter is True),
            FactPattern(VictimContacted, lambda fact: fact.interpreter is True),
        ),
        once=True,
        may_precede=True,
        victims=PERSONS,
        limits=(
            TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
            TimeLimit("2020", None, None, "no number of days", "secondary", "PCC pages on Right 1"),
        ),
    ),
)
