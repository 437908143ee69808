"""The API of the task group: the hotspots of a release."""

from fastapi import APIRouter

from access.viewer import Role
from task_group.hotspot_answer import HotspotAnswer, hotspots
from task_group.releases import releases
from web.dependencies import TheStore
from web.guard import GuardedRoute, open_to
from web.hotspot_choice import TheHotspotChoice

router = APIRouter(route_class=GuardedRoute)


@router.get("/api/hotspots")
@open_to(Role.TASK_GROUP)
def read_hotspots(store: TheStore, choice: TheHotspotChoice) -> HotspotAnswer:
    """Where victims wait longer than London does, as a release has it: the newest by default."""
    release = choice.release_of(releases(store))
    return hotspots(store, release, choice.question(release))
