"""Pages and API beside a ClickHouse server, in any number of processes.

They wait for nothing: while the server is away they answer 503, and go on when it is back.
"""

from datetime import UTC, datetime

from projections.store import Store
from runtime.database_opening import need_server
from runtime.http_server import http_server
from runtime.settings import Settings
from web.web_app import create_app


def run_pages(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Failure where no ClickHouse server is set."""
    store = Store.of_server(need_server(settings, "pages"))
    app = create_app(store, lambda: datetime.now(UTC), settings.known_hosts, settings.gateway_port)
    http_server(app, settings.host, settings.port).run()
    store.close()
