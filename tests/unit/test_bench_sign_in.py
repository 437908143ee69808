"""The cost of sign-in is what a page takes longer with real parts; each part has its own watch."""

import time

from access.caseload import Caseload
from access.viewer import Role
from bench.access_parts import Watch, trivial, watched
from bench.measure_sign_in import Series
from bench.processor_time import TimeSpent
from example_access import Recorder, access_of, viewer_with
from look_topics import AT, VICTIM, look


def test_the_cost_is_the_difference_of_each_quantile() -> None:
    series = Series(Watch())
    for number in range(101):
        series.spent["real"].append(TimeSpent(wall=number / 1000, processor=0.002))
        series.spent["trivial"].append(TimeSpent(wall=number / 2000, processor=0.001))

    *_, cost = series.rows("a page")

    assert [round(each, 3) for each in series.cost] == [25.0, 47.5]
    assert (cost["parts"], round(cost["p95"], 3), round(cost["processor p50"], 3)) == (
        "cost",
        47.5,
        1.0,
    )


def test_what_a_part_does_twice_in_a_request_is_added_up() -> None:
    watch = Watch()
    for _ in range(2):
        watch.begin()
        for _ in range(2):
            with watch.on("sign-in"):
                time.sleep(0.01)

    assert len(watch.requests) == 2
    assert all(request["sign-in"].wall >= 0.02 for request in watch.requests)
    assert all(request["sign-in"].processor < 0.02 for request in watch.requests)


def test_watched_parts_do_what_the_real_ones_do_and_trivial_ones_nothing() -> None:
    viewer, recorder, watch = viewer_with(Role.CASEWORKER), Recorder(), Watch()
    real = watched(access_of(viewer, [VICTIM], recorder), watch)
    without = trivial(viewer, Caseload(frozenset({VICTIM})))
    watch.begin()

    for parts in (real, without):
        parts.looks.record(look())
        assert VICTIM in parts.caseloads.of(viewer, AT)

    assert recorder.looks == [look()]
    assert watch.requests[0].keys() == {"record of the look", "caseload"}
