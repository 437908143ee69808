"""Pages and API beside a ClickHouse server, in any number of processes.

They wait for nothing: while the server is away they answer 503, and go on when it is back.
"""

from projections.store import Store
from runtime.database_opening import need_server
from runtime.recorded_acts import recording_acts
from runtime.recorded_looks import recording_looks
from runtime.release_producer import ReleaseProducer
from runtime.settings import Settings
from runtime.web_composition import web_servers


def run_pages(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Failure where no ClickHouse server is set."""
    store = Store.of_server(need_server(settings, "pages"))
    with recording_looks(settings) as looks, recording_acts(settings) as acts:
        producer = ReleaseProducer(store, settings)
        web_servers(settings, store, looks, acts, producer).run()
        producer.close()
    store.close()
