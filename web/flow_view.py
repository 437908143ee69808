"""The flow board in words: its places, its finding, and its rows for programs."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from task_group.flow_board import FlowBoard, FlowStage
from task_group.flow_rates import AGE_BANDS
from task_group.lattice import Breakdown
from task_group.release_figures import Flow
from web import wording
from web.charts import Bar
from web.formats import counted, day, london_day, number
from web.lattice_words import name_of
from web.wait_statements import WITHHELD

STAGES: dict[str, str] = {FlowStage.AT_COURT: "At court, up to the verdict"} | wording.STAGES

_PLACES = {
    Breakdown.COURT: "courts",
    Breakdown.TIER: "tiers",
    Breakdown.AGENCY: "agencies",
    Breakdown.STAGE: "stages",
    Breakdown.BCU: "command units",
    Breakdown.BOROUGH: "boroughs",
    Breakdown.OFFENCE: "kinds of offence",
    Breakdown.VICTIM_KIND: "kinds of victim",
}
_MANY_TIMES = 200
"""From so many per cent on, growth is said in times as many."""

WHY_WITHHELD = "too few victims or cases, or another figure would give them away"

FIRST = 10
"""The lines shown at once. A phone needs the others folded away."""


def name(board: FlowBoard, flow: Flow) -> str:
    """What a line of the board is called, where one stage or one dimension is clear already."""
    if board.by is Breakdown.STAGE:
        return STAGES[flow.stage]
    if board.stage:
        return name_of(flow)
    return f"{name_of(flow)}: {wording.lower_first(STAGES[flow.stage])}"


def shown(board: FlowBoard) -> list[Flow]:
    """The lines with figures, those that grew by the largest share first; then those of unknown."""
    flows = [flow for flow in board.flows if flow.at_end is not None]
    return sorted(flows, key=lambda flow: (_falling(flow), name(board, flow)))


def _falling(flow: Flow) -> tuple[bool, float]:
    percent = growth(flow)
    return percent is None, -(percent or 0)


def withheld(board: FlowBoard) -> list[str]:
    """The names of the lines that are withheld, alphabetically."""
    return sorted(name(board, flow) for flow in board.flows if flow.at_end is None)


def growth(flow: Flow) -> float | None:
    """By how many per cent the open cases grew; None where none was open at the start."""
    if not flow.at_start or flow.at_end is None:
        return None
    return 100 * (flow.at_end / flow.at_start - 1)


def changed(flow: Flow) -> str:
    """The growth of open cases: "+42%", "no change"; from none there is no share."""
    percent = growth(flow)
    if percent is None:
        return WITHHELD if flow.at_start is None else "from none"
    return f"{round(percent):+,d}%".replace("-", "−") if round(percent) else "no change"


def finding(board: FlowBoard) -> str:
    """What the board shows, in a sentence without its full stop: of the figures as shown."""
    flows = [flow for flow in shown(board) if growth(flow) is not None]
    if not flows:
        return "What may be shown does not say how the number of open cases changed"
    first, percents = flows[0], [growth(flow) or 0 for flow in flows]
    if len(flows) == 1:
        return f"{name(board, first)}: open cases {_moved(first)}"
    known = "shown" if len(flows) == len(shown(board)) else "whose change is known"
    what = f"{len(flows)} {_lines(board)} {known}"
    if percents[0] <= 0:
        return f"In none of the {what} did open cases grow"
    if percents[0] == percents[1]:
        alike = percents.count(percents[0])
        return f"Of the {what}, {alike} grew most and alike, {name(board, first)} among them"
    grew = f"{name(board, first)} has the largest growth in open cases"
    return f"Of the {what}, {grew}: they {_moved(first)}"


def _lines(board: FlowBoard) -> str:
    by_place = board.stage or board.by is Breakdown.STAGE
    return _PLACES[board.by] if by_place else "places and stages"


def _moved(flow: Flow) -> str:
    before, after = number(flow.at_start or 0), number(flow.at_end or 0)
    percent = growth(flow) or 0
    if before == after:
        return f"are as many at the end as at the start, about {after}"
    moved = f"{'rose' if percent > 0 else 'fell'} from about {before} to about {after}"
    if percent >= _MANY_TIMES:
        return f"{moved}, about {round(1 + percent / 100)} times as many"
    share = f"{abs(round(percent))}%" if round(percent) else "less than 1%"
    return f"{moved}, by {share}"


def bars(board: FlowBoard) -> list[Bar]:
    """The open cases at the end, each with a mark at those of the start."""
    return [
        Bar(
            name(board, flow),
            _at_start(flow),
            counted(flow.at_end or 0, "case"),
            flow.at_end or 0,
            flow.at_start,
        )
        for flow in shown(board)[:FIRST]
    ]


def _at_start(flow: Flow) -> str:
    if flow.at_start is None:
        return f"{WITHHELD} at the start"
    return f"{number(flow.at_start)} at the start, {changed(flow)}"


def release_line(board: FlowBoard) -> str:
    """Which release it is, of when, up to which day and by which method."""
    made = london_day(board.made)
    return f"Release {board.release} of {made}, data up to {day(board.last)}, method {board.method}"


def ages(flow: Flow) -> Sequence[tuple[str, int | None]]:
    """The age bands in words, with the cases in each."""
    starts = [start for start, _ in flow.ages]
    return [(_band(starts, place), cases) for place, (_, cases) in enumerate(flow.ages)]


def _band(starts: Sequence[int], place: int) -> str:
    if place + 1 == len(starts):
        return f"{starts[place]} days or more"
    return f"{starts[place]} to {starts[place + 1] - 1} days"


def address(path: str, board: FlowBoard) -> str:
    """The address of a view, for a link that stays: it names the release."""
    asked = {"by": board.by, "stage": board.stage or "", "period": board.period}
    return f"{path}?{urlencode(asked | {'release': board.release})}"


CSV_COLUMNS = (
    *("release", "made", "data_up_to", "method", "by", "place", "place_name", "stage", "period"),
    *("first", "until", "at_start", "came_in", "went_out", "at_end", "clearance"),
    *("to_clear_a_month", "out_a_month"),
    *(f"aged_from_{start}_days" for start in AGE_BANDS),
)


def csv_rows(board: FlowBoard) -> Iterator[dict[str, Any]]:
    """One line a flow, each with its release, so that a line can stand by itself.

    Each has all `CSV_COLUMNS` in their order, also where a flow is withheld.
    """
    for flow in board.flows:
        numbers = flow.model_dump(exclude={"dimension", "ages", "to_clear"})
        known = {
            "release": board.release,
            "made": board.made.isoformat(),
            "data_up_to": board.last,
            "method": board.method,
            "by": flow.dimension,
            "place_name": name_of(flow),
            "first": board.first,
            "until": board.until,
            "to_clear_a_month": flow.to_clear,
            "out_a_month": board.out_a_month(flow),
            **numbers,
            **{f"aged_from_{start}_days": cases for start, cases in flow.ages},
        }
        yield {name: known.get(name) for name in CSV_COLUMNS}
