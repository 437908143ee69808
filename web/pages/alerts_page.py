"""The caseworkers' list of alerts."""

from math import ceil
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from access.looks import Looked
from access.viewer import PERSONAL
from agencies.paused_intakes import pauses
from caseworkers.worklist import AlertFilter, AlertQuery, worklist
from events.identifiers import Agency
from schemas.changes import AlertKind
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

A_PAGE = 25
_AnyIfEmpty = BeforeValidator(lambda value: value or None)


@router.get("/alerts")
@open_to(*PERSONAL, personal=True)
def alerts_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    now: Now,
    state: AlertFilter = "raised",
    agency: Annotated[Agency | None, _AnyIfEmpty] = None,
    kind: Annotated[AlertKind | None, _AnyIfEmpty] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """A page of the alerts of the viewer's caseload: late, then unsafe contacts, then due soon."""
    query = AlertQuery(access.caseload, state, agency, kind, A_PAGE, (page - 1) * A_PAGE)
    shown = worklist(store, now, query, access.viewer.agency)
    if page > 1 and not shown.alerts:
        raise HTTPException(404)
    access.look(Looked.WORKLIST, shown.victims)
    chosen = {"state": state, "agency": agency or "", "kind": kind or ""}
    return pages.draw(
        "alerts.html",
        "/alerts",
        worklist=shown,
        paused=pauses(store),
        notices=access.break_glass_notices(),
        chosen=chosen,
        agencies=list(Agency),
        kinds=list(AlertKind),
        page=page,
        first=(page - 1) * A_PAGE + 1,
        pagination=pagination(page, ceil(shown.total / A_PAGE), chosen),
    )


def pagination(
    page: int, pages: int, chosen: dict[str, str], path: str = "/alerts"
) -> dict[str, object]:
    """The values of GOV.UK's pagination: links to the first and last page and the neighbours."""

    def link(to: int) -> dict[str, object]:
        return {"href": f"{path}?" + urlencode({**chosen, "page": to})}

    near = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - page) <= 1]
    items: list[dict[str, object]] = []
    for before, n in zip([0, *near], near, strict=False):
        if n - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": n, "current": n == page} | link(n))
    around = {"previous": page - 1, "next": page + 1}
    return {"items": items} | {name: link(to) for name, to in around.items() if 1 <= to <= pages}
