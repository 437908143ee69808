"""Serves an application over HTTP until a signal comes, and lets its owner finish after that."""

import signal

import uvicorn
from fastapi import FastAPI


def http_server(app: FastAPI, host: str, port: int) -> uvicorn.Server:
    """A server of the application, for the main thread: SIGTERM and SIGINT end it.

    It answers what has come before it ends. uvicorn then raises the signal once more, which would
    end the process before its owner has finished: the handlers here stand in the way.
    """
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    return server
