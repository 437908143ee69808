"""The worklist of caseworkers and supervisors: what is to do, victim by victim."""

from datetime import date, datetime
from math import ceil
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse

from access.looks import Looked
from access.viewer import PERSONAL, Role, Viewer
from agencies.paused_intakes import pauses
from caseworkers.urgency import Urgency
from caseworkers.victims_worklist import VictimsWorklist, worklist_by_victim
from caseworkers.worklist import AlertCounts, AlertQuery, Worklist, worklist, worklist_counts
from events.clocks import london_date
from events.identifiers import Agency
from projections.store import Store
from web import worklist_view
from web.acts.act_banner import TheBanner
from web.acts.act_choices import bulk_notes
from web.dependencies import Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.worklist_choice import TheChoice, WorklistChoice, by_urgency
from web.worklist_view import WorklistGroup

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

_TEMPLATES = {"raised": "alerts.html", "taken": "taken_alerts.html", "closed": "closed_alerts.html"}

A_PAGE = 25
"""Victims, or closed alerts."""


@router.get("/alerts")
@open_to(*PERSONAL, personal=True)
def alerts_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    now: Now,
    choice: TheChoice,
    banner: TheBanner,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """A page of the alerts of the viewer's caseload: the most urgent first, or the last closed."""
    query = choice.query(access, A_PAGE, (page - 1) * A_PAGE)
    ask = worklist_by_victim if choice.state == "raised" else worklist
    shown: VictimsWorklist | Worklist = ask(store, now, query, access.viewer.agency)
    if page > 1 and not shown.victims:
        raise HTTPException(404)
    access.look(Looked.WORKLIST, shown.victims)
    return pages.draw(
        _TEMPLATES[choice.state],
        "/alerts",
        shown=shown,
        groups=_groups(shown, choice, london_date(now), access.viewer.agency),
        paused=pauses(store),
        notices=access.break_glass_notices(),
        first=(page - 1) * A_PAGE + 1,
        banner=banner,
        **_acts(choice, page, now),
        pagination=pagination(page, ceil(shown.total / A_PAGE), choice.chosen),
        **_filters(access.viewer, choice, _counts(store, now, query, shown)),
    )


def _acts(choice: WorklistChoice, page: int, now: datetime) -> dict[str, Any]:
    """What the forms of the page need, and the address of the page to come back to."""
    onwards = f"{'&' if choice.chosen else '?'}page={page}" if page > 1 else ""
    back = choice.link() + onwards
    return {"form": uuid4(), "notes": bulk_notes(), "now": now, "back": back}


def _counts(
    store: Store, now: Now, query: AlertQuery, shown: VictimsWorklist | Worklist
) -> AlertCounts:
    """How many alerts stand; a page of victims has them already."""
    if isinstance(shown, VictimsWorklist):
        return shown.counts
    return worklist_counts(store, now, query)


def _filters(viewer: Viewer, choice: WorklistChoice, counts: AlertCounts) -> dict[str, Any]:
    """What the page's filters show: counts by urgency, and of the duties of other agencies."""
    own = viewer.agency
    both = viewer.has(Role.CASEWORKER) and viewer.has(Role.SUPERVISOR)
    return {
        "choice": choice,
        "counts": by_urgency(counts, choice, own),
        "of_others": sum(n for (_, agency), n in counts.items() if own and agency is not own),
        "both": both and not viewer.is_owner,
        "agencies": list(Agency),
    }


def _groups(
    shown: VictimsWorklist | Worklist, choice: WorklistChoice, today: date, own: Agency | None
) -> list[WorklistGroup]:
    if isinstance(shown, Worklist):
        return []
    unfolded = choice.urgency is Urgency.LONG_LATE or bool(choice.reference)
    return worklist_view.grouped(shown.page, today, own, unfolded=unfolded)


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
