"""What the forms of acts share: what was typed, who publishes, what cannot go on."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from schemas.refusal import Refused
from schemas.refusal_words import in_words
from web.acts.typed_form import TypedForm
from web.rendering import ViewerPages

NOT_THERE = "That is not there any more, or never was: go back to the worklist."
AWAY = (
    "It may not be recorded: Kafka, which stores it, does not answer. Nothing of what you typed is"
    " lost. Press the button again in a minute: it counts once."
)
"""It may be recorded all the same: what was sent can be stored after a page gave up waiting."""
NO_FORM = "This form is not complete: open it anew from the worklist."


async def _typed(request: Request) -> TypedForm:
    form = await request.form()
    return TypedForm((name, v) for name, v in form.multi_items() if isinstance(v, str))


TheForm = Annotated[TypedForm, Depends(_typed)]
"""What was typed into the form that was sent."""


def send_again(pages: ViewerPages, path: str, typed: TypedForm) -> HTMLResponse:
    """What somebody typed, to be sent again: it could not even be recorded that they look.

    Nothing is shown that they did not type themselves.
    """
    fields = [(name, value) for name, value in typed.pairs() if name != "csrf"]
    return pages.draw("send_again.html", "/alerts", 503, path=path, fields=fields, sentence=AWAY)


def need_form_id(typed: TypedForm) -> UUID:
    """The name that a form was given when it was drawn. HTTPException 422 where it has none."""
    form = typed.identity("form")
    if form is None:
        raise HTTPException(422, NO_FORM)
    return form


def refusal_sentence(refused: Refused) -> str:
    """Why the gateway would refuse an act."""
    return f"Refused: {'; '.join(map(in_words, refused.problems))}"
