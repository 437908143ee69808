"""One act that is asked for: who acts, on which tables, and at what time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from caseworkers.act_events import Actor
from projections.store import Store
from web.acts.act_publishing import ActPublishing
from web.acts.acting_viewer import need_actor
from web.dependencies import Now, TheAccess, TheStore
from web.request_access import RequestAccess


@dataclass(frozen=True)
class Acting:
    """Who acts, and what it takes to record what they do."""

    by: Actor
    access: RequestAccess
    store: Store
    now: datetime
    acts: ActPublishing


def _acting(request: Request, store: TheStore, access: TheAccess, now: Now) -> Acting:
    """HTTPException 403 for somebody who cannot act at all."""
    return Acting(need_actor(access), access, store, now, request.app.state.acts)


TheActing = Annotated[Acting, Depends(_acting)]
