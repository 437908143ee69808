"""Charts drawn on the server as SVG: as wide as the page, and readable without colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDEST = 36
"""The longest bar, in per cent of the width. Its value in words stands beside it."""
_ROW = 78
_BAR_TOP, _BAR_HEIGHT = 42, 20


@dataclass(frozen=True)
class Bar:
    """One bar: two lines that name it, its value in words, and a value to compare with."""

    name: str
    detail: str
    label: str
    value: int
    mark: int | None = None


def bar_chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars, one below another, each under its name and beside its value in words.

    Lengths are parts of the width, so text has the same size on a phone. Screen readers read the
    title in place of the chart: a table of the same figures must stand beside it. Without bars the
    chart is empty.
    """
    if not bars:
        return Markup("")
    most = max(max(bar.value, bar.mark or 0) for bar in bars) or 1
    rows = [_row(row * _ROW, bar, most) for row, bar in enumerate(bars)]
    return Markup(
        '<svg class="vj-chart" role="img" aria-labelledby="chart-title" width="100%" '
        'height="{height}"><title id="chart-title">{title}</title>{rows}</svg>'
    ).format(height=_ROW * len(bars), title=title, rows=Markup("").join(rows))


def _row(top: int, bar: Bar, most: int) -> Markup:
    text = Markup('<text class="vj-chart__{kind}" x="{x}" dx="{dx}" y="{y}">{text}</text>')
    width, mark = _percent(bar.value, most), _percent(bar.mark or 0, most)
    drawn = [
        text.format(kind="name", x=0, dx=0, y=top + 15, text=bar.name),
        text.format(kind="detail", x=0, dx=0, y=top + 35, text=bar.detail),
        _bar(top + _BAR_TOP, width),
        text.format(
            kind="label", x=f"{max(width, mark)}%", dx=8, y=top + _BAR_TOP + 16, text=bar.label
        ),
    ]
    if bar.mark is not None:
        drawn.append(_mark(top + _BAR_TOP, mark))
    return Markup("").join(drawn)


def _bar(top: int, width: float) -> Markup:
    return Markup(
        '<rect class="vj-chart__bar" x="0" y="{y}" width="{width}%" height="{height}"/>'
    ).format(y=top, width=width, height=_BAR_HEIGHT)


def _mark(top: int, at: float) -> Markup:
    return Markup(
        '<line class="vj-chart__mark" x1="{at}%" x2="{at}%" y1="{start}" y2="{end}"/>'
    ).format(at=at, start=top - 3, end=top + _BAR_HEIGHT + 3)


def _percent(value: int, most: int) -> float:
    return round(_WIDEST * value / most, 2)
