"""A caseworker's page: one duty to a victim, and why it stands as it does."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from access.viewer import PERSONAL
from caseworkers.explanations import Explanation
from caseworkers.victim_words.victim_text import text_language, victim_text
from processors.victims_code.rules import rule_of
from web import day_count_view
from web.acts.act_banner import TheBanner
from web.acts.act_kinds import ActKind, acts_on_duty
from web.acts.acting_viewer import may_act_on
from web.dependencies import AsOf, Now, TheAccess, ThePages, TheStore
from web.duty_seen import duty_seen
from web.guard import GuardedRoute, open_to
from web.obligation_view import statements_about
from web.request_access import RequestAccess
from web.words_view import first_language

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/obligations/{obligation}")
@open_to(*PERSONAL, personal=True)
def obligation_page(
    store: TheStore,
    access: TheAccess,
    pages: ThePages,
    now: Now,
    as_of: AsOf,
    banner: TheBanner,
    obligation: UUID,
) -> HTMLResponse:
    """A duty explained, with what one could say; `as_of` asks what was known then."""
    explained, words = duty_seen(store, access, obligation, now, as_of)
    return pages.draw(
        "obligation.html",
        "/alerts",
        explanation=explained,
        banner=banner,
        kinds=_acts(access, explained) if as_of is None else [],
        rule=rule_of(explained.duty.code, explained.duty.rule),
        statements=statements_about(explained),
        count=[(day.day, day_count_view.outcome(day)) for day in explained.count],
        usual_reading=day_count_view.USUAL_READING,
        text=victim_text(words.telling) if words else None,
        language=text_language(first_language(words.contact)) if words else None,
    )


def _acts(access: RequestAccess, explained: Explanation) -> list[ActKind]:
    """What the viewer may do with the duty now; nothing where they only may read."""
    if not may_act_on(access, explained.victim):
        return []
    return acts_on_duty(access.viewer, explained.duty, explained.alert)
