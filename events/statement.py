"""The Victim Personal Statement: how the crime affected the victim, in their own words.

The facts say that there is one and how it was used. The words themselves are never in an event.
"""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact


class PersonalStatementOffered(Fact):
    """The victim was offered the chance to make a personal statement."""

    kind: ClassVar[str] = "personal-statement-offered"
    names_victim: ClassVar[bool] = True


class PersonalStatementTaken(Fact):
    """The victim made a personal statement, or a further one."""

    kind: ClassVar[str] = "personal-statement-taken"
    names_victim: ClassVar[bool] = True


class StatementReading(StrEnum):
    """How a court heard a personal statement."""

    BY_VICTIM = "by-victim"
    BY_PROSECUTOR = "by-prosecutor"
    BY_SOMEONE_ELSE = "by-someone-else"
    """By a relative or supporter, for the victim."""
    RECORDING_PLAYED = "recording-played"
    BY_JUDGE_ALONE = "by-judge-alone"
    """The court read it; it was not read aloud."""


class PersonalStatementRead(Fact):
    """The court heard or read the victim's personal statement."""

    kind: ClassVar[str] = "personal-statement-read"
    names_victim: ClassVar[bool] = True

    how: StatementReading
