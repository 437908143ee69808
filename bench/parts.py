"""The parts that can be measured, in the order of the page's sections."""

from collections.abc import Callable

from bench import (
    measure_access,
    measure_adapters,
    measure_comparisons,
    measure_demo,
    measure_due,
    measure_fold,
    measure_intake,
    measure_intervals,
    measure_latency,
    measure_ledger,
    measure_processor,
    measure_publisher,
    measure_release,
    measure_sign_in,
    measure_sink,
    measure_stalls,
    measure_startup,
    measure_tests,
    measure_ticks,
    measure_worklist,
)
from bench.measurement import Measured, Say

PARTS: dict[str, Callable[[Say], Measured]] = {
    "demo": measure_demo.measure,
    "processor": measure_processor.measure,
    "fold": measure_fold.measure,
    "sink": measure_sink.measure,
    "latency": measure_latency.measure,
    "ticks": measure_ticks.measure,
    "due": measure_due.measure,
    "intervals": measure_intervals.measure,
    "release": measure_release.measure,
    "comparisons": measure_comparisons.measure,
    "sign_in": measure_sign_in.measure,
    "worklist": measure_worklist.measure,
    "access": measure_access.measure,
    "publisher": measure_publisher.measure,
    "intake": measure_intake.measure,
    "adapters": measure_adapters.measure,
    "stalls": measure_stalls.measure,
    "startup": measure_startup.measure,
    "tests": measure_tests.measure,
    "quick_tests": measure_tests.measure_quick,
    "ledger": measure_ledger.measure,
}

SOAK = "soak"
TOLD_ONCE = "told_once"
SECTIONS = (*PARTS, SOAK, TOLD_ONCE)
"""The sections of the page, in their order. The last two take long: their commands alone run them.
"""
