"""A victim's complaint about how an agency treated them."""

from enum import StrEnum
from typing import ClassVar

from events.fact import Fact
from events.identifiers import Agency


class ComplaintMade(Fact):
    """The victim complained about an agency."""

    kind: ClassVar[str] = "complaint-made"
    names_victim: ClassVar[bool] = True

    about: Agency


class ComplaintAcknowledged(Fact):
    """The agency confirmed to the victim that it received the complaint."""

    kind: ClassVar[str] = "complaint-acknowledged"
    names_victim: ClassVar[bool] = True


class ComplaintAnswer(StrEnum):
    """The result of a complaint."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"


class ComplaintAnswered(Fact):
    """The agency answered the victim's complaint."""

    kind: ClassVar[str] = "complaint-answered"
    names_victim: ClassVar[bool] = True

    answer: ComplaintAnswer
