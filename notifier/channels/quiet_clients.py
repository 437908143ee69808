"""What the channels' clients would log has addresses and secrets in it: it goes nowhere."""

import logging

_CLIENTS = ("httpcore2", "httpx2", "notifications_python_client", "urllib3")


def quieten_clients() -> None:
    """Take what they log out of all logs, whatever level is set above them.

    The address of a workflow is a secret, and httpx2 logs the address of each request.
    """
    for name in _CLIENTS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [logging.NullHandler()], False
