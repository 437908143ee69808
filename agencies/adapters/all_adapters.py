"""The systems whose messages are read here."""

from enum import StrEnum

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import Adapter
from agencies.adapters.court_data import COURT_DATA
from agencies.adapters.police_charge_file import SPI
from agencies.adapters.prison_events import PRISON_EVENTS


class AdapterName(StrEnum):
    """The system that the messages come from."""

    COMMON_PLATFORM = "common-platform"
    SPI = "spi"
    PRISON_EVENTS = "prison-events"
    COURT_DATA = "court-data"


ADAPTERS: dict[AdapterName, Adapter] = {
    AdapterName.COMMON_PLATFORM: COMMON_PLATFORM,
    AdapterName.SPI: SPI,
    AdapterName.PRISON_EVENTS: PRISON_EVENTS,
    AdapterName.COURT_DATA: COURT_DATA,
}
