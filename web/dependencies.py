"""What pages and API are given: the store, the moment it is, and how a page is drawn."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from projections.store import Store
from web.rendering import Pages


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def _now(request: Request) -> datetime:
    now: datetime = request.app.state.clock()
    return now


def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


TheStore = Annotated[Store, Depends(_store)]
Now = Annotated[datetime, Depends(_now)]
ThePages = Annotated[Pages, Depends(_pages)]
