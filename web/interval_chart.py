"""Estimates as dots with their intervals, drawn on the server: readable without colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from markupsafe import Markup

_TOP = 14
"""The middle of a row's line, in pixels."""
_ROW = 28
_INSET = 3
"""Per cent of the width that the axis leaves free on each side, for what lies on its ends."""


@dataclass(frozen=True)
class IntervalDot:
    """An estimate with its interval. `high` is None where the interval has no upper end.

    `stands_out` fills the dot: it is hollow where nothing can be concluded.
    """

    name: str
    label: str
    value: float
    low: float
    high: float | None
    stands_out: bool


@dataclass(frozen=True)
class Axis:
    """What the dots of a chart share: its ends, its ticks, and the line to compare with."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    line: float | None = None
    is_log: bool = False

    def at(self, value: float) -> float:
        """Where a value lies, in per cent of the width; what is beyond an end lies on it."""
        clipped = min(max(value, self.low), self.high)
        scale = log if self.is_log else float
        part = (scale(clipped) - scale(self.low)) / (scale(self.high) - scale(self.low))
        return round(_INSET + (100 - 2 * _INSET) * part, 2)


def ratio_axis(dots: Sequence[IntervalDot]) -> Axis:
    """An axis for how many times as long: London's line is at 1, twice is as far as half."""
    ends = [end for dot in dots for end in (dot.low, dot.value, dot.high) if end]
    low = next(tick for tick in (0.5, 0.25, 0.1) if tick == 0.1 or tick <= min(ends, default=1))
    high = next(tick for tick in (2, 4, 10) if tick == 10 or tick >= max(ends, default=1))
    ticks = [tick for tick in (0.1, 0.25, 0.5, 1, 2, 4, 10) if low <= tick <= high]
    return Axis(low, high, [(tick, f"{tick:g}") for tick in ticks], line=1, is_log=True)


SHARES = Axis(0, 100, [(share, f"{share}%") for share in (0, 25, 50, 75, 100)])
"""An axis for shares in per cent."""


def interval_chart(dots: Sequence[IntervalDot], axis: Axis) -> Markup:
    """A line for each dot: its name, the dot with its interval, and both in words.

    Each name and label is text, so it has the same size on a phone and screen readers read it. An
    interval that goes on beyond the axis ends in an arrow. Without dots the chart is empty.
    """
    if not dots:
        return Markup("")
    scale = Markup('<li class="vj-dots__row vj-dots__scale" aria-hidden="true">{}</li>').format(
        _scale(axis)
    )
    rows = Markup("").join(_row(dot, axis) for dot in dots)
    return Markup('<ul class="vj-dots">{scale}{rows}{scale}</ul>').format(scale=scale, rows=rows)


def _row(dot: IntervalDot, axis: Axis) -> Markup:
    return Markup(
        '<li class="vj-dots__row"><span class="vj-dots__name">{name}</span>'
        '<svg class="vj-dots__track" aria-hidden="true" width="100%" height="{height}">'
        '{grid}{interval}</svg><span class="vj-dots__label">{label}</span></li>'
    ).format(
        name=dot.name,
        label=dot.label,
        height=_ROW,
        grid=_grid(axis),
        interval=_interval(dot, axis),
    )


def _interval(dot: IntervalDot, axis: Axis) -> Markup:
    high = axis.high if dot.high is None else dot.high
    beyond = dot.high is None or dot.high > axis.high
    kind = "full" if dot.stands_out else "hollow"
    return Markup(
        '<line class="vj-dots__interval" x1="{low}%" x2="{high}%" y1="{y}" y2="{y}"/>{arrow}'
        '<circle class="vj-dots__dot vj-dots__dot--{kind}" cx="{value}%" cy="{y}" r="6"/>'
    ).format(
        low=axis.at(dot.low),
        high=axis.at(high),
        value=axis.at(dot.value),
        y=_TOP,
        kind=kind,
        arrow=_arrow() if beyond else "",
    )


def _arrow() -> Markup:
    """A head at the right end of the axis: the interval goes on."""
    return Markup(
        '<svg x="{x}%" y="{y}" overflow="visible"><path class="vj-dots__arrow"'
        ' d="M0 -6 L8 0 L0 6 Z"/></svg>'
    ).format(x=100 - _INSET, y=_TOP)


def _grid(axis: Axis) -> Markup:
    mark = Markup('<line class="vj-dots__{kind}" x1="{x}%" x2="{x}%" y1="0" y2="{end}"/>')
    lines = [mark.format(kind="tick", x=axis.at(tick), end=_ROW) for tick, _ in axis.ticks]
    if axis.line is not None:
        lines.append(mark.format(kind="line", x=axis.at(axis.line), end=_ROW))
    return Markup("").join(lines)


def _scale(axis: Axis) -> Markup:
    text = Markup('<text x="{x}%" y="18" text-anchor="middle">{text}</text>')
    ticks = Markup("").join(text.format(x=axis.at(tick), text=word) for tick, word in axis.ticks)
    return Markup(
        '<span class="vj-dots__name"></span><svg class="vj-dots__track" width="100%"'
        ' height="24">{}</svg><span class="vj-dots__label"></span>'
    ).format(ticks)
