"""The systems whose messages are read here."""

from enum import StrEnum

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import Adapter


class AdapterName(StrEnum):
    """The system that the messages come from."""

    COMMON_PLATFORM = "common-platform"


ADAPTERS: dict[AdapterName, Adapter] = {AdapterName.COMMON_PLATFORM: COMMON_PLATFORM}
