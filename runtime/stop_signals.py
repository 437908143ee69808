"""The signals that stop the platform, each of which may come at any moment, and several at once."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopSignals:
    """While entered, the first of the signals raises KeyboardInterrupt in the main thread.

    No other one raises anything, so none disturbs the stopping. A signal that is ignored already,
    as SIGHUP under nohup, stays ignored. Only in the main thread have signals handlers.
    """

    def __init__(self) -> None:
        self._before: dict[signal.Signals, Any] = {}
        self._raises = True
        self.arrived = False

    def quiet(self) -> None:
        """From now on only `arrived` is set."""
        self._raises = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in STOPPING:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def _handle(self, number: int, _: FrameType | None) -> None:
        first, self.arrived = not self.arrived, True
        if first and self._raises:
            raise KeyboardInterrupt("" if number == signal.SIGINT else signal.Signals(number).name)
