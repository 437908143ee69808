"""Questions that may take long, asked in a thread of their own."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

_Answer = TypeVar("_Answer")


def ask_in_background(question: Callable[[], _Answer]) -> "Future[_Answer | str]":
    """Ask in a thread; the future has the answer, or the name of the error that it raised.

    The thread does not hold up the end of the process.
    """
    answer: Future[_Answer | str] = Future()

    def run() -> None:
        try:
            answer.set_result(question())
        except Exception as error:  # noqa: BLE001 - whatever was asked, the asker goes on
            answer.set_result(f"{type(error).__name__} where it was asked")

    Thread(target=run, name="question", daemon=True).start()
    return answer
