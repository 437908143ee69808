"""Ending a worker at once, where going on would lose a record."""

import logging
import os
from typing import Any, NoReturn

logger = logging.getLogger(__name__)

EX_SOFTWARE = 70


def exit_now(where: str, error: BaseException) -> NoReturn:
    """End the process at once, before anything more is acknowledged."""
    logger.critical("stopping at %s: %s", where, type(error).__name__, exc_info=_site(error))
    logging.shutdown()
    os._exit(EX_SOFTWARE)


def _site(error: BaseException) -> tuple[type[Exception], Exception, Any]:
    """Where it went wrong, without the message: that may quote what a record said."""
    return Exception, Exception(f"{type(error).__name__} (message withheld)"), error.__traceback__
