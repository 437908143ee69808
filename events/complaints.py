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
    """The agency told the victim that their complaint was received."""

    kind: ClassVar[str] = "complaint-acknowledged"
    names_victim: ClassVar[bool] = True


class ComplaintAnswer(StrEnum):
    """What came of a complaint."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"


class ComplaintAnswered(Fact):
    """The agency answered the victim's complaint."""

    kind: ClassVar[str] = "complaint-answered"
    names_victim: ClassVar[bool] = True

    answer: ComplaintAnswer
