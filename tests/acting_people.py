"""Who acts on the pages in the tests of acts, on whom, and upon which alert."""

from uuid import UUID

import example_journeys
from access.viewer import Role
from example_access import viewer_with

STORIES = {story.number: story for story in example_journeys.stories()}
MINE, OTHERS, UNSAFE = STORIES[40], STORIES[2], STORIES[68]
CASEWORKER, SUPERVISOR = viewer_with(Role.CASEWORKER), viewer_with(Role.SUPERVISOR)
ALERT = example_journeys.late_alert(MINE, "R6.1")
DUTY = example_journeys.duty(MINE, "R6.1")
ACTS = f"/victims/{MINE.victim}/acts"
FORM = UUID(int=7)
