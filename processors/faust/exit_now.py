"""Ends a worker at once, where going on would lose a record."""

import logging
import os
from typing import Any, NoReturn

logger = logging.getLogger(__name__)

EX_SOFTWARE = 70


def exit_now(where: str, error: BaseException) -> NoReturn:
    """End the process at once, before anything more is acknowledged."""
    logger.critical(
        "stopping at %s: %s", where, type(error).__name__, exc_info=_without_message(error)
    )
    logging.shutdown()
    os._exit(EX_SOFTWARE)


def _without_message(error: BaseException) -> tuple[type[Exception], Exception, Any]:
    """An error with its place but without its message, which may quote a record."""
    return Exception, Exception(f"{type(error).__name__} (message withheld)"), error.__traceback__
