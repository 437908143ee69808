"""How long the platform waits before it tells people: for a mistake, and for agencies' records."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from events.identifiers import Agency
from projections.alert_policies import alert_timing

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database


class AlertWaits(BaseModel):
    """The policy in force, in whole seconds.

    Nobody is told of an event before it has been here for `hold`. Alerts about an agency's duties
    wait for its records as `lags` has it; an agency that is not in it is not waited for.
    """

    model_config = ConfigDict(frozen=True)

    hold: int
    lags: Mapping[Agency, int]

    def lag(self, agency: Agency) -> timedelta:
        """How long alerts about an agency's duties wait for its records."""
        return timedelta(seconds=self.lags.get(agency, 0))


def alert_waits(store: "Store", now: datetime) -> AlertWaits:
    """The policy that is in force at `now`, by the ticks that are projected."""
    return AlertWaits.model_validate(alert_timing(store).at(now).written())
