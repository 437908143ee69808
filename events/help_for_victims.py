"""Help that a victim is offered beside support: language, restorative justice, their property."""

from enum import StrEnum
from typing import ClassVar

from events.contact import LanguageCode
from events.fact import Fact


class InterpreterOffered(Fact):
    """The victim was offered an interpreter."""

    kind: ClassVar[str] = "interpreter-offered"
    names_victim: ClassVar[bool] = True

    language: LanguageCode | None = None
    """The language, by ISO 639-1 or 639-3: `pl`, `bfi`."""


class DocumentsTranslated(Fact):
    """Documents of the case were translated for the victim."""

    kind: ClassVar[str] = "documents-translated"
    names_victim: ClassVar[bool] = True

    language: LanguageCode | None = None
    """The language, by ISO 639-1 or 639-3: `pl`, `bfi`."""


class RestorativeJusticeOffered(Fact):
    """The victim was informed of restorative justice and how to take part."""

    kind: ClassVar[str] = "restorative-justice-offered"
    names_victim: ClassVar[bool] = True


class RestorativeJusticeAnswer(StrEnum):
    """Whether a victim takes part in restorative justice."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class RestorativeJusticeAnswered(Fact):
    """The victim answered the offer of restorative justice."""

    kind: ClassVar[str] = "restorative-justice-answered"
    names_victim: ClassVar[bool] = True

    answer: RestorativeJusticeAnswer


class PropertyReturned(Fact):
    """The police gave property back to the victim."""

    kind: ClassVar[str] = "property-returned"
    names_victim: ClassVar[bool] = True

    all_of_it: bool = True
    """False if the police still need some of it as evidence."""
