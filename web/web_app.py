"""The web application: pages and API over the three doors, on one store."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from projections.store import Store
from web import alert_api, api, errors, flow_api, moved_gateway, release_api, security
from web.acts import act_page, bulk_page
from web.acts.act_publishing import ActPublishing, publish_by
from web.head_requests import HeadAsGet
from web.pages import (
    account_page,
    agencies_page,
    alert_health_page,
    alerts_page,
    audit_page,
    break_glass_page,
    flow_page,
    home_page,
    hotspots_page,
    obligation_page,
    openapi_page,
    operators_page,
    overview_page,
    sign_in_page,
    victim_page,
    words_page,
)
from web.platform_parts import PlatformParts, not_known, show_left_out
from web.release_api import NoReleasesMade, make_releases_by
from web.rendering import Pages
from web.request_access import AccessParts
from web.web_addresses import WebAddresses

_STATIC = Path(__file__).parent / "static"
QUESTIONS = (api, alert_api, release_api, flow_api)
"""The modules with the routes of the API."""

_PAGES = (
    moved_gateway,
    home_page,
    sign_in_page,
    account_page,
    openapi_page,
    overview_page,
    hotspots_page,
    flow_page,
    victim_page,
    obligation_page,
    words_page,
    alerts_page,
    alert_health_page,
    agencies_page,
    operators_page,
    break_glass_page,
    audit_page,
    act_page,
    bulk_page,
)


def create_app(
    store: Store,
    clock: Callable[[], datetime],
    access: AccessParts,
    addresses: WebAddresses = WebAddresses(),
    simulated: Callable[[], bool] = lambda: False,
    parts: Callable[[], PlatformParts] = not_known,
) -> FastAPI:
    """Pages and API on this store; `clock` gives the present, an aware instant.

    `access` decides who sees what. Where the data are `simulated`, each page says so.
    `parts` says how the platform's parts are, and `show_left_out` what of an agency's alerts was
    left out. What people do is recorded once `publish_by` has
    said how, and releases are made once `make_releases_by` has.

    The interactive documentation of FastAPI is off, because it loads its scripts from elsewhere.
    The API's description is at /openapi.json.
    """
    app = FastAPI(
        title="Victim Journey",
        description="One journey per victim of crime in London, across every agency.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # openapi_page has it, for whoever signed in
    )
    app.state.store = store
    app.state.clock = clock
    app.state.access = access
    app.state.addresses = addresses
    app.state.parts = parts
    publish_by(app, ActPublishing())
    make_releases_by(app, NoReleasesMade())
    show_left_out(app, lambda _: ())
    app.state.pages = Pages(simulated)
    app.add_middleware(HeadAsGet)
    security.protect(app, addresses.hosts, addresses.providers)
    errors.handle_errors(app)
    _add_routes(app)
    return app


def _add_routes(app: FastAPI) -> None:
    for questions in QUESTIONS:
        app.include_router(questions.router, responses=errors.NO_ANSWER)
    for each in _PAGES:
        app.include_router(each.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
