"""Telling a victim of orders that protect them.

No page of the Code that was read has a right of its own for it. An order on conviction is passed
with the sentence (R9.2). Telling of every other order, and
of what becomes of one, is owed by no day.
"""

from events.contact import ToldAbout
from events.fact import Fact
from events.identifiers import POLICE, Agency
from events.protective_orders import (
    ON_CONVICTION,
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from processors.victims_code.duty import Duty, FactPattern, Withdrawal
from processors.victims_code.fact_patterns import telling
from processors.victims_code.time_limit import CARRIED_OVER, TimeLimit
from schemas.changes import DutyHolder

_AT_COURT = frozenset(Agency) - POLICE


def _is_of_sentence(fact: ProtectiveOrderMade) -> bool:
    return fact.order in ON_CONVICTION and not fact.interim


def _stands_alone(fact: ProtectiveOrderMade) -> bool:
    return not _is_of_sentence(fact)


def _limits(source: str) -> tuple[TimeLimit, TimeLimit]:
    return (
        TimeLimit("2015", None, None, "no number of days", "unconfirmed", CARRIED_OVER),
        TimeLimit("2020", None, None, "no number of days", "unconfirmed", source),
    )


def _news(by: frozenset[Agency], made: tuple[FactPattern, ...]) -> tuple[FactPattern, ...]:
    changes: tuple[type[Fact], ...] = (ProtectiveOrderChanged, ProtectiveOrderEnded)
    return (*made, *(FactPattern(kind, by=by) for kind in changes))


PROTECTIVE_ORDER_DUTIES = (
    Duty(
        "R6.21",
        right=6,
        sentence="The police tell the victim of a protective order or notice, its change or end",
        obligation="Told by the police of a protective order or notice, or of its change or end",
        act="Tell {whom} of the police’s {order} against {suspect}, or its change or end",
        holder=DutyHolder.POLICE,
        owed_to="victim",
        clock_starts_at="order reported by the police",
        triggered_by=_news(POLICE, (FactPattern(ProtectiveOrderMade, by=POLICE),)),
        discharged_by=(telling(ToldAbout.PROTECTIVE_ORDER),),
        withdrawn_by=frozenset({Withdrawal.PROGRESS_UPDATES}),
        limits=_limits("no page of the Code that was read speaks of it"),
    ),
    Duty(
        "R9.2c",
        right=9,
        sentence=(
            "The witness care unit tells the victim of a protective order on conviction, with the"
            " sentence or by itself"
        ),
        obligation="Told of a protective order on conviction",
        act="Tell {whom} of the {order} against {suspect} that was made{on}",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="order made on conviction",
        triggered_by=(FactPattern(ProtectiveOrderMade, _is_of_sentence, _AT_COURT),),
        discharged_by=(telling(ToldAbout.PROTECTIVE_ORDER, ToldAbout.SENTENCE),),
        withdrawn_by=frozenset({Withdrawal.COURT_UPDATES}),
        limits=_limits("a part of the sentence, for which R9.2 has the days"),
    ),
    Duty(
        "R9.10",
        right=9,
        sentence=(
            "The witness care unit tells the victim of any other protective order, and of the"
            " change or end of one"
        ),
        obligation="Told of a protective order, or of its change or end",
        act="Tell {whom} of the {order} against {suspect}, or its change or end",
        holder=DutyHolder.WITNESS_CARE,
        owed_to="victim",
        clock_starts_at="order made, changed or ended",
        triggered_by=_news(
            _AT_COURT, (FactPattern(ProtectiveOrderMade, _stands_alone, _AT_COURT),)
        ),
        discharged_by=(telling(ToldAbout.PROTECTIVE_ORDER),),
        withdrawn_by=frozenset({Withdrawal.COURT_UPDATES}),
        limits=_limits("no page of the Code that was read speaks of it"),
    ),
)
