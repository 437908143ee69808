"""A caseworker's page: one duty to a victim, and why it stands as it does."""

from uuid import UUID

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse

from access.looks import Looked
from access.viewer import PERSONAL
from caseworkers.explanations import explanation, victim_of
from processors.victims_code.rules import rule_of
from web import day_count_view
from web.dependencies import AsOf, Now, TheAccess, ThePages, TheStore
from web.guard import GuardedRoute, open_to
from web.obligation_view import statements_about

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/obligations/{obligation}")
@open_to(*PERSONAL, personal=True)
def obligation_page(
    store: TheStore, access: TheAccess, pages: ThePages, now: Now, as_of: AsOf, obligation: UUID
) -> HTMLResponse:
    """A duty explained; `as_of` asks what was known then."""
    victim = victim_of(store, obligation)
    seen = victim is not None and access.may_see(victim)  # what follows takes time
    by = access.viewer.agency
    explained = explanation(store, obligation, now, as_of, by) if seen else None
    if explained is None:
        raise HTTPException(404, "No such duty is known on your caseload, or was then.")
    access.look(Looked.DUTY, (explained.victim,), str(obligation))
    return pages.draw(
        "obligation.html",
        "/alerts",
        explanation=explained,
        rule=rule_of(explained.duty.code, explained.duty.rule),
        statements=statements_about(explained),
        count=[(day.day, day_count_view.outcome(day)) for day in explained.count],
        usual_reading=day_count_view.USUAL_READING,
    )
