"""A case once its duties are judged: what its alerts are worked out from."""

from collections.abc import Container, Sequence
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

    def duties_by(self, rules: Container[str]) -> list[tuple[DutyInputs, JudgedDuty]]:
        """Its duties by some rules."""
        return [each for each in self.duties if each[1].obligation.rule in rules]
