"""Interval dots on one axis: where they lie, and that text stays text."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from web.interval_chart import SHARES, IntervalDot, interval_chart, ratio_axis

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]))


@st.composite
def dots(draw: st.DrawFn) -> IntervalDot:
    low, value, high = sorted(draw(st.floats(0.01, 50)) for _ in range(3))
    ends = draw(st.sampled_from([high, None]))
    return IntervalDot(draw(TEXTS), draw(TEXTS), value, low, ends, draw(st.booleans()))


def test_londons_line_is_at_1_and_twice_is_as_far_from_it_as_half() -> None:
    axis = ratio_axis([IntervalDot("a", "", 1.2, 0.6, 1.8, stands_out=False)])
    assert [axis.at(value) for value in (0.5, 1, 2)] == [3, 50, 97]
    assert axis.line == 1


def test_shares_have_an_axis_of_their_own_without_a_line() -> None:
    assert [SHARES.at(value) for value in (0, 50, 100)] == [3, 50, 97]
    assert SHARES.line is None


def test_an_interval_beyond_the_axis_ends_in_an_arrow() -> None:
    open_ended = IntervalDot("a", "", 2, 1.5, None, stands_out=True)
    closed = IntervalDot("b", "", 2, 1.5, 3, stands_out=True)
    axis = ratio_axis([open_ended, closed])
    assert "vj-dots__arrow" in interval_chart([open_ended], axis)
    assert "vj-dots__arrow" not in interval_chart([closed], axis)


@given(st.lists(dots(), min_size=1, max_size=4))
def test_each_dot_lies_in_its_interval_and_on_the_axis(drawn: list[IntervalDot]) -> None:
    chart = ElementTree.fromstring(str(interval_chart(drawn, ratio_axis(drawn))))
    circles = [float(dot.attrib["cx"].removesuffix("%")) for dot in chart.iter("circle")]
    lines = [each for each in chart.iter("line") if each.get("class") == "vj-dots__interval"]
    for at, line in zip(circles, lines, strict=True):
        low, high = (float(line.attrib[end].removesuffix("%")) for end in ("x1", "x2"))
        assert 3 <= low <= at <= high <= 97


@given(st.lists(dots(), min_size=1, max_size=4))
def test_names_and_labels_stay_text(drawn: list[IntervalDot]) -> None:
    chart = ElementTree.fromstring(str(interval_chart(drawn, ratio_axis(drawn))))
    spans = [(each.get("class"), each.text or "") for each in chart.iter("span")]
    names = [text for kind, text in spans if kind == "vj-dots__name"]
    assert names == ["", *(dot.name for dot in drawn), ""]


def test_without_dots_there_is_no_chart() -> None:
    assert interval_chart([], ratio_axis([])) == ""
