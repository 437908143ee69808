"""Publishes the event on standard input by the client that openapi-python-client generates.

Prints what the client read of the answer, as JSON. Arguments: the gateway's address and a token.
"""

import json
import sys

from victim_journey_the_gateway_client import AuthenticatedClient  # type: ignore[import-not-found]
from victim_journey_the_gateway_client.api.default import (  # type: ignore[import-not-found]
    receive_gateway_events_post as publish,
)
from victim_journey_the_gateway_client.models import (  # type: ignore[import-not-found]
    AcceptedEvents,
    CloudEvent,
    Errors,
    RequestProblem,
)

url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=token)
answer = publish.sync_detailed(client=client, body=CloudEvent.from_dict(json.load(sys.stdin)))
read: dict[str, object] = {"status": int(answer.status_code)}
match answer.parsed:
    case AcceptedEvents(ids=ids):
        read["ids"] = ids
    case Errors(errors=[error]):
        read["reason"] = error.reason
        read["problems"] = [[each.path, each.code, each.words] for each in error.problems]
    case RequestProblem(detail=detail):
        read["detail"] = detail
print(json.dumps(read))
