"""What the flow board says in words is true of its figures."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from example_flows import MADE, flow, header
from task_group.flow_board import FlowBoard, FlowStage
from task_group.lattice import Breakdown
from task_group.release_figures import Flow
from web import flow_view

RELEASE = header()


def board(
    flows: Sequence[Flow],
    by: Breakdown = Breakdown.COURT,
    stage: FlowStage | None = FlowStage.AT_COURT,
) -> FlowBoard:
    code, first, last = RELEASE.periods[0]
    return FlowBoard(
        release=7,
        made=MADE,
        last=last,
        method="1",
        fewest=10,
        rounded_to=5,
        by=by,
        stage=stage,
        period=code,
        periods=[code],
        first=first,
        until=last,
        flows=list(flows),
    )


WOOD_GREEN = flow("wood-green", (1625, 2070, 1380, 2315))
HARROW = flow("harrow", (615, 600, 520, 695))
OLD_BAILEY = flow("central-criminal-court", (1045, 600, 885, 760))


def test_the_finding_names_the_place_whose_open_cases_grew_most() -> None:
    assert flow_view.finding(board([HARROW, OLD_BAILEY, WOOD_GREEN])) == (
        "Of the 3 courts shown, Wood Green Crown Court has the largest growth in open cases:"
        " they rose from about 1,625 to about 2,315, by 42%"
    )


def test_it_names_nobody_where_nothing_grew() -> None:
    as_many = flow("harrow", (100, 50, 50, 100))

    assert flow_view.finding(board([OLD_BAILEY, as_many])) == (
        "In none of the 2 courts shown did open cases grow"
    )


def test_it_names_no_single_place_where_several_grew_alike() -> None:
    twin = flow("isleworth", (615, 600, 520, 695))

    assert flow_view.finding(board([HARROW, twin, OLD_BAILEY])) == (
        "Of the 3 courts shown, 2 grew most and alike, Harrow Crown Court among them"
    )


@pytest.mark.parametrize(
    ("counts", "moved"),
    [
        ((1045, 600, 885, 760), "fell from about 1,045 to about 760, by 27%"),
        ((1000, 5, 0, 1005), "rose from about 1,000 to about 1,005, by less than 1%"),
        ((50, 5, 5, 50), "are as many at the end as at the start, about 50"),
    ],
)
def test_of_one_place_it_says_how_its_open_cases_moved(
    counts: tuple[int, int, int, int], moved: str
) -> None:
    one = flow("central-criminal-court", counts)

    assert flow_view.finding(board([one])) == f"Central Criminal Court: open cases {moved}"


def test_the_finding_counts_only_what_has_a_change() -> None:
    new = flow("croydon", (0, 40, 10, 30))
    much = flow("isleworth", (20, 600, 335, 285))

    assert flow_view.finding(board([much, HARROW, new])) == (
        "Of the 2 courts whose change is known, Isleworth Crown Court has the largest growth in"
        " open cases: they rose from about 20 to about 285, about 14 times as many"
    )


def test_of_what_is_withheld_and_of_what_had_no_case_before_it_says_nothing() -> None:
    new = flow("croydon", (0, 40, 10, 30))
    nothing = board([flow("harrow", None), new])

    assert flow_view.finding(nothing) == (
        "What may be shown does not say how the number of open cases changed"
    )
    assert flow_view.withheld(nothing) == ["Harrow Crown Court"]
    assert flow_view.changed(new) == "from none"
    assert [each.place for each in flow_view.shown(board([new, HARROW]))] == ["harrow", "croydon"]


def test_lines_of_several_stages_say_their_stage() -> None:
    trial = flow("harrow", (100, 50, 60, 90), stage="trial")
    london = flow("", (100, 50, 60, 90), dimension="stage", stage="trial")

    assert (
        flow_view.name(board([trial], stage=None), trial) == "Harrow Crown Court: trial to verdict"
    )
    assert flow_view.name(board([london], by=Breakdown.STAGE, stage=None), london) == (
        "Trial to verdict"
    )


def test_what_went_out_a_month_and_what_it_takes_stand_side_by_side() -> None:
    wood_green = board([WOOD_GREEN])

    assert wood_green.out_a_month(WOOD_GREEN) == 115
    assert WOOD_GREEN.to_clear == 366  # 2,315 in twelve parts, and 172.5 that come each month


def test_ages_are_named() -> None:
    assert [band for band, _ in flow_view.ages(WOOD_GREEN)] == [
        "0 to 29 days",
        "30 to 89 days",
        "90 to 179 days",
        "180 to 364 days",
        "365 to 729 days",
        "730 days or more",
    ]


def test_each_line_of_the_csv_has_every_column_also_where_it_is_withheld() -> None:
    """Given a command that takes its columns from the first line, which is withheld."""
    rows = list(flow_view.csv_rows(board([flow("blackfriars", None), WOOD_GREEN])))

    assert [tuple(row) for row in rows] == [flow_view.CSV_COLUMNS] * 2
    assert [row["aged_from_0_days"] for row in rows] == [None, WOOD_GREEN.ages[0][1]]


def test_the_release_is_of_the_london_day_on_which_it_was_made() -> None:
    """Given a release of half past midnight in July, which is June still in UTC."""
    just_after_midnight = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)
    made_in_july = board([HARROW]).model_copy(update={"made": just_after_midnight})

    assert flow_view.release_line(made_in_july).startswith("Release 7 of 1 July 2025,")


def test_an_address_of_a_view_stays_with_its_release() -> None:
    assert flow_view.address("/flows", board([])) == (
        "/flows?by=court&stage=at-court&period=year&release=7"
    )
