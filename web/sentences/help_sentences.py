"""Sentences for `events.help_for_victims`."""

from typing import assert_never

from events.help_for_victims import (
    DocumentsTranslated,
    InterpreterOffered,
    PropertyReturned,
    RestorativeJusticeAnswer,
    RestorativeJusticeAnswered,
    RestorativeJusticeOffered,
)
from events.vocabulary import HelpForVictims

_ANSWERS = {
    RestorativeJusticeAnswer.ACCEPTED: "The victim wishes to take part in restorative justice",
    RestorativeJusticeAnswer.DECLINED: "The victim declined restorative justice",
}


def help_for_victims(fact: HelpForVictims) -> str:
    """Say what a victim was offered, how they answered, or what they got back."""
    match fact:
        case InterpreterOffered(language=language):
            return f"The victim was offered an interpreter{_language(language)}"
        case DocumentsTranslated(language=language):
            return f"Documents were translated for the victim{_language(language)}"
        case RestorativeJusticeOffered():
            return "The victim was offered restorative justice"
        case RestorativeJusticeAnswered(answer=answer):
            return _ANSWERS[answer]
        case PropertyReturned(all_of_it=all_of_it):
            what = "property back" if all_of_it else "a part of their property back"
            return f"The police gave the victim {what}"
        case _:
            assert_never(fact)


def _language(code: str | None) -> str:
    return f", language {code}" if code else ""
