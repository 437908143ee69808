"""The chart: what it says, how long its bars are, and that text in it stays text."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from web.charts import Bar, bar_chart

bars = st.builds(
    Bar,
    name=st.text(st.characters(codec="utf-8", exclude_categories=["C"])),
    detail=st.just("First hearing to trial"),
    label=st.just("12 days"),
    value=st.integers(0, 5_000),
    mark=st.none() | st.integers(0, 5_000),
)


def _drawn(*drawn: Bar) -> ElementTree.Element:
    return ElementTree.fromstring(str(bar_chart("A finding", drawn)))


def _widths(chart: ElementTree.Element) -> list[float]:
    return [float(bar.attrib["width"].removesuffix("%")) for bar in chart.iter("rect")]


def test_its_title_is_the_finding() -> None:
    chart = _drawn(Bar("Harrow", "Charge to first hearing", "30 days", 30))
    assert chart.findtext("title") == "A finding"
    assert chart.attrib["role"] == "img"


def test_a_bar_half_as_long_is_half_as_wide() -> None:
    longest, half = _widths(_drawn(Bar("a", "", "", 80), Bar("b", "", "", 40)))
    assert half == longest / 2


def test_a_value_to_compare_with_is_a_line_at_its_place() -> None:
    chart = _drawn(Bar("a", "", "", 80, mark=40))
    (mark,) = chart.iter("line")
    assert mark.attrib["x1"] == f"{_widths(chart)[0] / 2}%"


def test_nothing_is_drawn_of_nothing() -> None:
    assert bar_chart("A finding", []) == ""


@given(st.lists(bars, min_size=1))
def test_any_bars_are_well_formed_and_leave_room_for_their_labels(drawn: list[Bar]) -> None:
    chart = _drawn(*drawn)
    names = [text.text or "" for text in chart.iter("text") if "name" in text.attrib["class"]]
    assert names == [re.sub("\r\n?", "\n", bar.name) for bar in drawn]
    assert all(0 <= width <= 50 for width in _widths(chart))
