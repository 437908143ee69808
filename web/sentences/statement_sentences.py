"""Sentences for `events.statement`."""

from typing import assert_never

from events.statement import (
    PersonalStatementOffered,
    PersonalStatementRead,
    PersonalStatementTaken,
    StatementReading,
)
from events.vocabulary import Statement

_READ = {
    StatementReading.BY_VICTIM: "The victim read their personal statement to the court",
    StatementReading.BY_PROSECUTOR: "The prosecutor read the victim's personal statement out",
    StatementReading.BY_SOMEONE_ELSE: "Someone read the victim's personal statement for them",
    StatementReading.RECORDING_PLAYED: "The victim's recorded personal statement was played",
    StatementReading.BY_JUDGE_ALONE: "The court read the victim's personal statement, not aloud",
}


def statement(fact: Statement) -> str:
    """Say what became of the victim's personal statement."""
    match fact:
        case PersonalStatementOffered():
            return "The victim was asked whether to make a personal statement"
        case PersonalStatementTaken():
            return "The victim made a personal statement"
        case PersonalStatementRead(how=how):
            return _READ[how]
        case _:
            assert_never(fact)
