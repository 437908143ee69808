"""The page of hotspots, whatever figures a release has: its tables, its chart and its sentences."""

from hypothesis import given

from release_strategies import COURTS, answers
from sentence_numbers import plurals_are_right
from task_group.hotspot_answer import HotspotAnswer
from task_group.lattice import Breakdown
from task_group.release_figures import ComparisonVerdict
from tries import tries
from web.comparison_words import TOLD_APART
from web.hotspot_rows import hotspot_rows
from web.hotspot_view import hotspot_view
from web.lattice_words import name_of, place


@tries(40)
@given(answers())
def test_each_comparison_stands_in_one_table(answer: HotspotAnswer) -> None:
    view = hotspot_view(answer)
    shown = [line.comparison for line in (*view.told_apart, *view.others, *view.not_comparable)]
    assert sorted(shown, key=name_of) == sorted(answer.comparisons, key=name_of)
    assert all(line.comparison.verdict in TOLD_APART for line in view.told_apart)
    alone, like_london = ComparisonVerdict.NOT_COMPARABLE, ComparisonVerdict.NOT_TOLD_APART
    for lines, verdict in ((view.others, like_london), (view.not_comparable, alone)):
        assert {line.comparison.verdict for line in lines} <= {verdict}
        names = [name_of(line.comparison) for line in lines]
        assert names == sorted(names)


@tries(40)
@given(answers())
def test_what_is_withheld_is_named_and_not_shown(answer: HotspotAnswer) -> None:
    view = hotspot_view(answer)
    hidden = {name_of(figure) for figure in answer.waits if figure.waits is None}
    assert {name for name, _ in view.withheld} == hidden
    assert not hidden & {name_of(figure) for figure in view.not_compared}


@tries(40)
@given(answers())
def test_the_title_names_a_place_only_where_it_is_slower(answer: HotspotAnswer) -> None:
    view = hotspot_view(answer)
    named = {court for court in COURTS if place(Breakdown.COURT, court) in view.title}
    slower = ComparisonVerdict.SLOWER
    assert named <= {each.place for each in answer.comparisons if each.verdict is slower}
    for said in (view.title, *view.changes, *view.stalls, *view.interventions):
        assert plurals_are_right(said)


@tries(40)
@given(answers())
def test_the_chart_has_a_dot_for_each_ratio_of_its_stage(answer: HotspotAnswer) -> None:
    view = hotspot_view(answer)
    known = [each for each in answer.comparisons if each.ratio]
    full = sum(each.verdict in TOLD_APART for each in known)
    assert view.chart.count("<circle") == len(known)
    assert view.chart.count("vj-dots__dot--full") == full


@tries(40)
@given(answers())
def test_each_line_for_programs_says_its_release(answer: HotspotAnswer) -> None:
    rows = hotspot_rows(answer)
    assert len(rows) == len({(row["place"], row["stage"]) for row in rows})
    assert {row["place"] for row in rows} >= {each.place for each in answer.waits}
    assert len({tuple(row) for row in rows}) == 1
    for row in rows:
        assert (row["release"], row["method"]) == (answer.release.number, answer.release.method)
        assert (row["why"] is None) == (row["verdict"] not in TOLD_APART)
