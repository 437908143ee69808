"""The auditors' page and questions: who looked, and nothing of any case."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from access.audit_trail import (
    AuditQuery,
    AuditTrail,
    LookRows,
    audit_trail,
    look_rows,
)
from access.looks import Looked
from access.viewer import Role
from web.dependencies import Instant, TheAccess, ThePages, TheStore
from web.errors import NO_ANSWER
from web.guard import GuardedRoute, open_to
from web.pages.alerts_page import pagination

router = APIRouter(route_class=GuardedRoute, responses=NO_ANSWER)

A_PAGE = 50
MOST_ROWS = 10_000

_AnyIfEmpty = BeforeValidator(lambda value: value or None)
_Text = Annotated[str | None, Query(max_length=200), _AnyIfEmpty]
_Since = Annotated[Instant | None, Query(alias="from"), _AnyIfEmpty]
_Before = Annotated[Instant | None, Query(alias="to"), _AnyIfEmpty]


@router.get("/audit", include_in_schema=False)
@open_to(Role.AUDITOR, personal=True)
def audit_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    victim: _Text = None,
    subject: _Text = None,
    since: _Since = None,
    before: _Before = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """A page of who looked, the newest first."""
    query = AuditQuery(victim, subject, since, before, A_PAGE, (page - 1) * A_PAGE)
    trail = _asked(store, access, query)
    if page > 1 and not trail.looks:
        raise HTTPException(404)
    chosen = {"victim": victim or "", "subject": subject or "", "from": since, "to": before}
    link = {name: str(value) for name, value in chosen.items() if value is not None}
    return pages.draw(
        "audit.html",
        "/audit",
        trail=trail,
        chosen=chosen,
        first=query.offset + 1,
        pagination=pagination(page, ceil(trail.total / A_PAGE), link, "/audit"),
    )


@router.get("/api/audit")
@open_to(Role.AUDITOR, personal=True)
def who_looked(
    store: TheStore,
    access: TheAccess,
    victim: _Text = None,
    subject: _Text = None,
    since: _Since = None,
    before: _Before = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> AuditTrail:
    """Who looked, the newest first."""
    return _asked(store, access, AuditQuery(victim, subject, since, before, limit, offset))


@router.get("/api/audit/records")
@open_to(Role.AUDITOR, personal=True)
def records_of_the_table(
    store: TheStore,
    access: TheAccess,
    first: Annotated[int, Query(ge=0)],
    end: Annotated[int, Query(ge=0)],
) -> LookRows:
    """What the table says at offsets of the topic, at most 10,000: to compare the two."""
    if not first <= end <= first + MOST_ROWS:
        raise HTTPException(422, f"Ask for at most {MOST_ROWS:,} records")
    access.look(Looked.AUDIT, (), "records")
    return look_rows(store, first, end)


def _asked(store: TheStore, access: TheAccess, query: AuditQuery) -> AuditTrail:
    """The answer, after it is recorded that an auditor asked; whom they asked about is not."""
    access.look(Looked.AUDIT, (), query.filters)
    return audit_trail(store, query)
