"""Pages and API beside a ClickHouse server, in any number of processes.

They wait for nothing: while the server is away they answer 503, and go on when it is back.
"""

from projections.store import Store
from runtime.database_opening import need_server
from runtime.settings import Settings
from runtime.web_composition import web_servers


def run_pages(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Failure where no ClickHouse server is set."""
    store = Store.of_server(need_server(settings, "pages"))
    web_servers(settings, store).run()
    store.close()
