"""Pages on which somebody acts, and the events that they would publish, in a list."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

import httpx

import example_journeys
from access.caseload import CLOSED, Caseload
from access.looks import BreakGlassReason
from access.viewer import Viewer
from agencies.gateway_publisher import TryAgain
from agencies.http_events import Arrived
from agencies.publisher import Stored
from events.identifiers import Agency
from example_access import Glass, Recorder, SignedInAs, access_of
from example_server import serving
from projections.store import Store
from schemas.cloudevents import AgencyEvent, decode
from web.acts.act_publishing import ActPublishing, publish_by
from web.web_app import create_app

NOBODY_WAITS = 0.0


@dataclass
class ActsSent:
    """What was published, in order; `away` stands for a Kafka that does not answer."""

    events: list[AgencyEvent] = field(default_factory=list)
    away: bool = False

    def __call__(self, agency: Agency, events: Sequence[Arrived]) -> list[Stored]:
        if self.away:
            raise TryAgain("away")
        self.events += [decode(each.value, each.headers) for each in events]
        return [Stored(f"agency.{agency}", 0, number) for number, _ in enumerate(events)]


@dataclass
class ActingPages:
    """The pages as one person sees them."""

    client: httpx.Client
    sent: ActsSent
    recorder: Recorder

    def get(self, address: str) -> httpx.Response:
        return self.client.get(address)

    def post(self, address: str, form: UUID | None = None, /, **fields: Any) -> httpx.Response:
        """Send a form of theirs; without a name it is one that was drawn just now."""
        hidden = {"csrf": SignedInAs.csrf, "form": str(form or uuid4())}
        return self.client.post(address, data=hidden | fields)


@dataclass
class WhoLeft:
    """A caseload, and colleagues whose agency says that they left."""

    caseload: Caseload
    left: Sequence[str] = ()

    def of(self, viewer: Viewer, at: object) -> Caseload:
        return CLOSED if viewer.staff in self.left else self.caseload


@contextmanager
def acting_pages(
    store: Store,
    viewer: Viewer,
    victims: Sequence[str],
    broken: Sequence[str] = (),
    left: Sequence[str] = (),
) -> Iterator[ActingPages]:
    """Pages over the example; for `broken` the viewer gave a reason; those in `left` left."""
    sent, recorder = ActsSent(), Recorder()
    access = replace(
        access_of(viewer, victims, recorder),
        caseloads=WhoLeft(Caseload(frozenset(victims)), left),
        grants=Glass(dict.fromkeys(broken, BreakGlassReason.RISK)),
    )
    app = create_app(store, lambda: example_journeys.NOW, access)
    publish_by(app, ActPublishing(sent, NOBODY_WAITS))
    with serving(app) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield ActingPages(client, sent, recorder)
