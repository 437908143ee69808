"""What pages and API depend on: the store, the present moment, and the templates."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from pydantic import BeforeValidator

from projections.store import Store
from web.present_moment import Now as Now
from web.query_instants import instant
from web.rendering import Pages, ViewerPages
from web.request_access import RequestAccess


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _access(request: Request) -> RequestAccess:
    access: RequestAccess = request.state.access
    return access


def _pages(request: Request) -> ViewerPages:
    pages: Pages = request.app.state.pages
    access = _access(request)
    return pages.seen_by(access.viewer, access.csrf)


TheStore = Annotated[Store, Depends(_store)]
TheAccess = Annotated[RequestAccess, Depends(_access)]
"""What the viewer may see; the guard of the route has put it there."""
ThePages = Annotated[ViewerPages, Depends(_pages)]
Instant = Annotated[datetime, BeforeValidator(instant)]
"""An instant as a parameter; without an offset it is in London's time."""


def _as_of(
    now: Now,
    as_of: Annotated[
        datetime | None, BeforeValidator(lambda text: instant(text) if text else None)
    ] = None,
) -> datetime | None:
    return as_of and past(as_of, now)


def past(at: datetime, now: datetime) -> datetime:
    """The same instant, where it is not after `now`. HTTPException 422 for one in the future."""
    if at > now:
        raise HTTPException(422, "Nobody can tell what will be known: give a moment in the past")
    return at


AsOf = Annotated[datetime | None, Depends(_as_of)]
"""The instant as of which a question is asked; None for now."""
