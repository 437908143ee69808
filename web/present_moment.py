"""The present moment, as a request sees it."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request


def _now(request: Request) -> datetime:
    now: datetime = request.app.state.clock()
    return now


Now = Annotated[datetime, Depends(_now)]
"""An aware instant, by the application's clock."""
