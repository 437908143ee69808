"""The page of the mailbox: what arrived, the newest first."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

import web
from mailbox_demo.letter_text import paragraphs
from mailbox_demo.mailbox_letters import Mailbox, MailboxLetter
from web import formats, security
from web.govuk_templates import govuk_templates

PER_PAGE = 20

_TEMPLATES = Path(__file__).parent / "templates"
_STATIC = Path(web.__file__).parent / "static"


def create_mailbox_app(mailbox: Mailbox) -> FastAPI:
    """The page, at `/`. It is for everybody on this machine: all in it is made up."""
    app = FastAPI(title="Victim Journey: demo mailbox", openapi_url=None)
    security.protect(app)
    templates = govuk_templates(_TEMPLATES)
    templates.filters |= {
        "moment": formats.moment,
        "counted": formats.counted,
        "paragraphs": paragraphs,
    }

    @app.get("/")
    async def letters(page: Annotated[int, Query(ge=1, le=10_000)] = 1, to: str = "") -> Any:
        """One page of the e-mails, all of them or those to one address."""
        shown = _shown(mailbox.letters, page, to)
        return HTMLResponse(templates.get_template("mailbox.html").render(shown))

    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


def _shown(letters: list[MailboxLetter], page: int, to: str) -> dict[str, Any]:
    chosen = [each for each in _with_repeats(letters) if to in ("", each[0].to)][::-1]
    first = (page - 1) * PER_PAGE
    return {
        "letters": chosen[first : first + PER_PAGE],
        "count": len(chosen),
        "to": to,
        "newer": _address(page - 1, to) if page > 1 else None,
        "older": _address(page + 1, to) if len(chosen) > first + PER_PAGE else None,
        "of": urlencode,
    }


def _with_repeats(letters: list[MailboxLetter]) -> list[tuple[MailboxLetter, bool]]:
    """Each with whether it had come to the same address before, by its Message-ID."""
    seen: set[tuple[str, str]] = set()
    found = []
    for letter in letters:
        name = (letter.to, letter.message_id)
        found.append((letter, bool(letter.message_id) and name in seen))
        seen.add(name)
    return found


def _address(page: int, to: str) -> str:
    return "/?" + urlencode({"page": page} | ({"to": to} if to else {}))
