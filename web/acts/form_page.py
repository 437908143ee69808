"""What the forms of acts share: what was typed, who publishes, what cannot go on."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, HTTPException, Request

from web.acts.typed_form import TypedForm

NOT_THERE = "That is not there any more, or never was: go back to the worklist."
AWAY = (
    "It was not recorded: Kafka, which stores it, does not answer. Nothing of what you typed is"
    " lost. Press the button again in a minute: it counts once."
)
NO_FORM = "This form is not complete: open it anew from the worklist."


async def _typed(request: Request) -> TypedForm:
    form = await request.form()
    return TypedForm((name, v) for name, v in form.multi_items() if isinstance(v, str))


TheForm = Annotated[TypedForm, Depends(_typed)]
"""What was typed into the form that was sent."""


def need_form_id(typed: TypedForm) -> UUID:
    """The name that a form was given when it was drawn. HTTPException 422 where it has none."""
    form = typed.identity("form")
    if form is None:
        raise HTTPException(422, NO_FORM)
    return form
