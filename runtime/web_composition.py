"""Pages and API as they are served: over the network, and to the machine's owner."""

import getpass
import socket
from dataclasses import replace
from datetime import UTC, datetime

from starlette.types import ASGIApp

from access.look_chain import LookChain
from access.remembered_caseloads import RememberedCaseloads
from access.stored_caseloads import StoredCaseloads
from notifier.notification_record import RECORD
from notifier.notifier_counts import left_out_of
from notifier.preferences import PreferenceCipher
from projections.store import Store
from runtime.demo_file import demo_file
from runtime.http_server import HttpServers, listen_at
from runtime.owners_socket import listen_for_owner
from runtime.parts_shown import parts_shown
from runtime.preference_topic import KafkaPreferences
from runtime.preferences_key import preferences_key
from runtime.provider_connections import connections, known_providers
from runtime.recorded_looks import break_glass_grants
from runtime.release_producer import ReleaseProducer
from runtime.settings import Settings
from web.acts.act_publishing import ActPublishing, publish_by
from web.owners_door import OwnersDoor
from web.page_faults import PageFaults
from web.platform_parts import show_left_out
from web.release_api import make_releases_by
from web.request_access import AccessParts
from web.sign_in.sessions import Sessions
from web.sign_in.signed_in import SignIns
from web.web_addresses import WebAddresses
from web.web_app import create_app


def web_servers(
    settings: Settings,
    store: Store,
    looks: LookChain,
    acts: ActPublishing,
    producer: ReleaseProducer,
) -> HttpServers:
    """The servers of pages and API on a store, which listen from now on."""
    faults = PageFaults.counted()
    app = create_app(
        store,
        _now,
        _access(settings, store, looks),
        _addresses(settings),
        lambda: settings.simulated or demo_file(settings.data).exists(),
        lambda: replace(parts_shown(settings), page_faults=faults.newest()),
    )
    show_left_out(app, lambda agency: left_out_of(settings.data / RECORD, agency))
    publish_by(app, acts)
    make_releases_by(app, producer)
    doors: list[tuple[ASGIApp, socket.socket]] = [
        (app, listen_at(settings.host, settings.port)),
        (OwnersDoor(app, getpass.getuser()), listen_for_owner(settings.data)),
    ]
    return HttpServers(doors)


def _now() -> datetime:
    return datetime.now(UTC)


def _access(settings: Settings, store: Store, looks: LookChain) -> AccessParts:
    return AccessParts(
        authentication=sign_ins(settings),
        caseloads=RememberedCaseloads(StoredCaseloads(store)),
        grants=break_glass_grants(settings, store, looks),
        looks=looks,
        preferences=KafkaPreferences(
            settings.bootstrap, PreferenceCipher.of(preferences_key(settings))
        ),
    )


def sign_ins(settings: Settings) -> SignIns:
    """The providers and the sessions."""
    folder = settings.data / "run"
    folder.mkdir(parents=True, exist_ok=True)
    sessions = Sessions(
        folder / "sessions.sqlite",
        idle=settings.session_idle_minutes * 60,
        absolute=settings.session_hours * 3600,
    )
    return SignIns(connections(settings), sessions, _now)


def _addresses(settings: Settings) -> WebAddresses:
    return WebAddresses(
        hosts=settings.known_hosts,
        gateway_port=settings.gateway_port,
        public_url=settings.public_url,
        providers=[provider.origin for provider in known_providers(settings)],
    )
