"""How the duties to victims were kept, by what was published: counted from the ledger."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from oracle.ledger import LedgerObligation
from schemas.changes import ObligationState


@dataclass(frozen=True, slots=True)
class LedgerCount:
    """How a rule's duties stand by what was published by the end of the last day.

    Counted once for each victim and each event that starts one. `in_time` and `late` were done;
    `never` were due by then and not done; `open` are due later; for `excused` there is a good
    reason; `withdrawn` while open, by the end of the case or by the victim.
    """

    rule: str
    in_time: int
    late: int
    never: int
    open: int
    excused: int
    withdrawn: int


def count_by_rule(ledger: Iterable[LedgerObligation]) -> tuple[LedgerCount, ...]:
    """Each rule by which anything is owed, by name."""
    states = Counter((owed.rule, owed.state) for owed in ledger)
    return tuple(
        LedgerCount(
            rule,
            in_time=states[rule, ObligationState.DISCHARGED],
            late=states[rule, ObligationState.DISCHARGED_LATE],
            never=states[rule, ObligationState.BREACHED],
            open=states[rule, ObligationState.OPEN],
            excused=states[rule, ObligationState.EXCUSED],
            withdrawn=states[rule, ObligationState.WITHDRAWN],
        )
        for rule in sorted({rule for rule, _ in states})
    )
