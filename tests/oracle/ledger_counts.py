"""How the duties to victims were kept, by what was published: counted from the ledger."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from oracle.ledger import Owed
from schemas.changes import ObligationState


@dataclass(frozen=True, slots=True)
class DutyTruth:
    """How a rule's duties stand by what was published by the end of the last day.

    Counted once for each victim and each event that starts one. `in_time` and `late` were done;
    `never` were due by then and not done; `open` are due later; for `excused` there is a good
    reason; `withdrawn` were called off while open, by the end of the case or by the victim.
    """

    rule: str
    in_time: int
    late: int
    never: int
    open: int
    excused: int
    withdrawn: int


def duties_kept(ledger: Iterable[Owed]) -> tuple[DutyTruth, ...]:
    """Each rule by which anything is owed, by name."""
    states = Counter((owed.rule, owed.state) for owed in ledger)
    return tuple(
        DutyTruth(
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
