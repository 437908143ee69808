"""What a page of many things says in the place of one that a fault of the program keeps back.

The others are shown, and the log says where the fault is: a page is never lost for one line of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from schemas.faults_of_one import made_or

_Given = ParamSpec("_Given")

_FAULT = "A fault of the platform keeps {} from being shown"
_TELL = "and tell the platform’s operators, whose log has where the fault is"

WHAT_TO_DO = f"{_FAULT.format('what to do')}: look at the victim’s page for what is owed, {_TELL}"
ALERT = f"{_FAULT.format('this alert')}: look at the victim’s page for what is owed, {_TELL}"
VICTIM = f"{_FAULT.format('what is to do for this victim')}: look at the victim’s page, {_TELL}"
CONTACT = (
    f"{_FAULT.format('how to contact this victim')}: ask your supervisor before you do, {_TELL}"
)
DUTY = f"{_FAULT.format('this duty')}: look at its own page, {_TELL}"
EVENT = f"{_FAULT.format('this event')}: ask the agency that reported it, {_TELL}"
PROTECTION = f"{_FAULT.format('this')}: ask the police and the court what stands, {_TELL}"
QUESTION = f"{_FAULT.format('a question about this case')}: read all that happened, {_TELL}"
LINE = f"{_FAULT.format('this line')}: the others are complete. Do without it, {_TELL}"


def said_or(words: str) -> Callable[[Callable[_Given, str]], Callable[_Given, str]]:
    """Mark a function that says one thing of many: where a fault stops it, it says these words."""

    def marked(say: Callable[_Given, str]) -> Callable[_Given, str]:
        @wraps(say)
        def said(*given: _Given.args, **named: _Given.kwargs) -> str:
            return made_or(lambda: words, "sentence", lambda: say(*given, **named))

        return said

    return marked


def alone(what: str, caller: Callable[[bool], str]) -> str:
    """Draw a part of a template, which is called with whether a fault stopped it before."""
    return made_or(lambda: caller(True), what, lambda: caller(False))
