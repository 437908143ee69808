"""Whether the platform is back: an event published now is seen over the API."""

import time
from datetime import UTC, datetime

from events.clocks import Occurred
from events.identifiers import Agency, pseudonym
from events.reporting import VictimIdentified
from runtime.api_client import ask_at_once
from runtime.failure import Failure
from runtime.pseudonym_key import ensure_key
from schemas.cloudevents import AgencyEvent
from soak.publishing_clients import KafkaPythonClient
from soak.send_outcomes import SendOutcome, SendOutcomes
from soak.soak_plan import ClientKind, PlannedSend
from soak.soaked_platform import SoakedPlatform, wait_until

BACK_LIMIT = 240.0
"""Seconds after which a platform is given up that is not back."""

_AGENCY = Agency.MET_POLICE
_HAPPENED = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Probe:
    """Publishes an event of a new victim each time, and asks the API for the journey."""

    def __init__(self, platform: SoakedPlatform, outcomes: SendOutcomes) -> None:
        self._platform, self._outcomes = platform, outcomes
        self._client = KafkaPythonClient(platform.settings.bootstrap)
        self._number = 0

    def seconds_until_back(self, since: float) -> float | None:
        """Seconds since a moment of the monotonic clock until it is back; None: not in time.

        Raises PlatformDiedError where the supervisor ends.
        """
        self._number += 1
        victim = f"{_AGENCY}:probe-{self._number}"
        planned = PlannedSend(0, ClientKind.KAFKA_PYTHON, (_event(self._number, victim),))
        ends = time.monotonic() + BACK_LIMIT
        back = (
            self._platform.wait_until_whole(ends - time.monotonic())
            and wait_until(lambda: self._is_sent(planned), ends - time.monotonic())
            and wait_until(lambda: self._is_seen(victim), ends - time.monotonic())
        )
        return time.monotonic() - since if back else None

    def _is_sent(self, planned: PlannedSend) -> bool:
        outcome = self._client.send(planned)
        self._outcomes.note(planned.client, planned.events, outcome)
        return outcome is SendOutcome.CONFIRMED

    def _is_seen(self, victim: str) -> bool:
        name = pseudonym(victim, ensure_key(self._platform.settings))
        try:
            ask_at_once(self._platform.settings, f"/api/victims/{name}")
        except Failure:
            return False
        return True

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _event(number: int, victim: str) -> AgencyEvent:
    return AgencyEvent(
        id=f"probe-{number}",
        source="urn:soak:probe",
        agency=_AGENCY,
        case=f"crime:{_AGENCY}:probe-{number}/26",
        occurred=Occurred(_HAPPENED),
        fact=VictimIdentified(),
        victim=victim,
        sequence=number,
    )
