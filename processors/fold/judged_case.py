"""A case once its duties are judged: what its alerts are worked out from."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.case.history.case_history import CaseHistory
from processors.fold.obligations import JudgedDuty
from processors.victims_code.case_context import CaseContext
from processors.victims_code.discharge import DutyInputs


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """The facts of a case, what its duties are judged by, and each duty with its inputs."""

    history: CaseHistory
    context: CaseContext
    duties: Sequence[tuple[DutyInputs, JudgedDuty]]
