"""Beyond one's caseload: the form that asks for the reason, and what it opens."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from access.looks import BreakGlassReason, role_used
from access.viewer import PERSONAL, Role
from events.identifiers import is_pseudonym
from web.dependencies import TheAccess
from web.guard import GuardedRoute, open_to
from web.look_words import REASONS
from web.request_access import RequestAccess
from web.request_problem import drawn, is_for_programs, problem_answer

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

NO_PSEUDONYM = "That is no pseudonym: it is victim- and 26 letters or digits."
NOTHING_OPENS = (
    "No reason opens a journey to you: your agency says that you left, or your provider does not"
    " say which agency you are of, so that no supervisor would be told."
)
NOT_YOURS = "You have no such notice, or have seen it."


@router.post("/victims/{victim}/break-glass")
@open_to(*PERSONAL)
def break_glass(
    access: TheAccess, victim: str, reason: Annotated[BreakGlassReason, Form()]
) -> RedirectResponse:
    """Open a victim's journey for a limited time, and go there.

    Nothing is said about whether there is such a victim. What is no pseudonym is not recorded: a
    record stays for ever, and a name may stand in an address.
    """
    if not is_pseudonym(victim):
        raise HTTPException(404, NO_PSEUDONYM)
    if access.caseload.closed:
        raise HTTPException(403, NOTHING_OPENS)
    if victim not in access.caseload:
        role = role_used(access.viewer, Role.CASEWORKER, Role.SUPERVISOR)
        access.parts.grants.open(access.viewer, role, victim, reason, access.at)
    return RedirectResponse(f"/victims/{victim}", 303)


@router.post("/break-glass/{notice}/seen")
@open_to(Role.SUPERVISOR)
def notice_seen(access: TheAccess, notice: str) -> RedirectResponse:
    """Note that a supervisor has seen who of their teams opened a journey, and go back."""
    if not access.parts.grants.seen(access.viewer, notice, access.at):
        raise HTTPException(404, NOT_YOURS)
    return RedirectResponse("/", 303)


def offer_break_glass(request: Request, victim: str, sentence: str) -> Response:
    """The answer to who asked for a victim beyond their caseload: why not, and the form to go on.

    Only where they named the victim themselves: the way from a duty to its victim is not shown.
    """
    access: RequestAccess = request.state.access
    named = request.path_params.get("victim") == victim
    if is_for_programs(request) or not named or not access.viewer.has(*PERSONAL):
        return problem_answer(request, 403, sentence)
    opens = is_pseudonym(victim) and not access.caseload.closed
    return drawn(request, request.app.state.pages).draw(
        "break_glass.html",
        "/alerts",
        403,
        detail=sentence,
        victim=victim if opens else None,
        reasons=[(reason.value, words) for reason, words in REASONS.items()],
        minutes=access.parts.grants.minutes,
    )
