"""A caseworker's page: what they could say to a victim, to read out, to print or to send."""

from uuid import UUID

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from access.viewer import PERSONAL
from caseworkers.victim_words.message_files import languages
from caseworkers.victim_words.victim_text import text_language, victim_text
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.duty_seen import duty_seen
from web.guard import GuardedRoute, open_to
from web.words_view import first_language, without_text

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/obligations/{obligation}/words")
@open_to(*PERSONAL, personal=True)
def words_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    now: Now,
    obligation: UUID,
    language: str = "",
) -> HTMLResponse:
    """What is to be told because of a duty, in a language; without one, in the victim's."""
    explanation, words = duty_seen(store, access, obligation, now, None)
    if words is None:
        raise HTTPException(404, "There is nothing to tell the victim because of this duty now.")
    chosen = language or first_language(words.contact)
    if chosen not in languages():
        raise HTTPException(404, "There is no text in that language.")
    return pages.draw(
        "words.html",
        "/alerts",
        explanation=explanation,
        contact=words.contact,
        text=victim_text(words.telling, chosen),
        languages=[text_language(code) for code in languages()],
        missing=without_text(words.contact),
    )
