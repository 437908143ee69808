"""Stories of faults of the program: a page shows the others, and says what could not be shown."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

import web.what_to_do as words
from access.viewer import Role
from an_alert_line import alert_line
from caseworkers.contact_card import ContactCard
from caseworkers.urgency import Urgency
from caseworkers.victims_worklist import VictimAlerts
from events.representatives import OwedTo
from example_access import viewer_with
from half_shown import templates
from schemas import faults_of_one
from schemas.faults_of_one import made_or
from web import not_shown, worklist_view
from web.page_faults import PageFaults
from web.rendering import Pages
from web.worklist_view import grouped, to_do

pytestmark = pytest.mark.faults

TODAY = date(2025, 8, 22)
NOW = datetime(2025, 8, 22, 9, tzinfo=UTC)
GOOD, BAD = alert_line(rule="R6.1"), alert_line(rule="R6.4", urgency=Urgency.DUE_NOW)
CARD = ContactCard(
    safe=[],
    unsafe=[],
    agreed=False,
    languages=[],
    interpreter=False,
    enhanced_rights=False,
    speaks_for=OwedTo.VICTIM,
    opted_out=[],
    hidden=False,
)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of one rule fail, in an error that has data."""
    act = words._act

    def failing(duty: Any, rule: str) -> str:
        if rule == BAD.rule:
            raise AttributeError("Amira Hussain, 01CP/4321/26")
        return act(duty, rule)

    monkeypatch.setattr(words, "_act", failing)


@pytest.mark.usefixtures("faulty")
def test_one_alert_whose_words_fail_leaves_the_others(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        bad, good = to_do([BAD, GOOD], TODAY)

    assert good.what == "Tell the victim of the arrest of the suspect"
    assert bad.what.startswith(not_shown.WHAT_TO_DO)
    assert bad.begins_alike, "a telephone shows it whole"
    assert bad.obligation == BAD.obligation
    assert "one sentence is not shown on a page: AttributeError at web/what_to_do.py:" in (
        caplog.text
    )
    assert "Amira" not in caplog.text


def test_one_alert_of_a_rule_that_is_no_more_leaves_the_others() -> None:
    """Given a row that an earlier version of the program wrote."""
    gone, good = to_do([alert_line(rule="R99.9"), GOOD], TODAY)

    assert gone.what.startswith(not_shown.WHAT_TO_DO)
    assert good.what == "Tell the victim of the arrest of the suspect"


def drawn(*victims: VictimAlerts) -> str:
    groups = grouped(victims, TODAY, None, unfolded=True)
    template = Pages(lambda: False)._templates.get_template("worklist_victim.html")
    of: Any = template.make_module({"viewer": viewer_with(Role.SUPERVISOR), "now": NOW, "back": ""})
    return "".join(str(of.one(each)) for group in groups for each in group.victims)


def of_victim(victim: str, **changed: Any) -> VictimAlerts:
    given: dict[str, Any] = {
        "victim": victim,
        "urgency": Urgency.DUE_NOW,
        "alerts": [GOOD],
        "not_shown": 0,
        "contact": CARD,
    }
    return VictimAlerts(**given | changed)


def test_the_page_shows_the_others_where_a_part_of_one_victim_cannot_be_drawn() -> None:
    unread, no_card = of_victim("b" * 32, not_shown=1), of_victim("c" * 32, contact=None)

    page = drawn(of_victim("a" * 32), unread, no_card)

    assert page.count('">Tell the victim of the arrest of the suspect</a>') == 3
    assert page.count(f"{not_shown.ALERT}.") == 1
    assert page.count(f"{not_shown.CONTACT}.") == 1
    assert page.count("Nothing was agreed about contact") == 2


def test_a_line_whose_day_cannot_be_said_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist_view, "when", lambda *_: 1 / 0)

    page = drawn(of_victim("a" * 32))

    assert not_shown.ALERT in page


def test_a_victim_whose_lines_cannot_be_put_in_order_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = worklist_view._victim

    def failing(theirs: VictimAlerts, *given: Any) -> Any:
        return 1 / 0 if theirs.victim.startswith("a") else shown(theirs, *given)

    monkeypatch.setattr(worklist_view, "_victim", failing)

    page = drawn(of_victim("a" * 32), of_victim("b" * 32))

    assert f'href="/victims/{"a" * 32}"' in page
    assert f"{not_shown.VICTIM}." in page
    assert "Tell the victim of the arrest" in page


def test_a_row_of_any_table_says_so_and_leaves_the_others() -> None:
    page = Pages(lambda: False)._templates.from_string(
        '{% import "tables.html" as tables %}{% for each in [1, 0, 2] %}'
        "{% call tables.row() %}{{ tables.name(6 // each) }}{% endcall %}{% endfor %}"
    )

    drawn = page.render()

    assert drawn.count("<tr") == drawn.count("</tr>") == 3
    assert ">6</th>" in drawn
    assert ">3</th>" in drawn
    assert f"{not_shown.LINE}." in drawn


def test_rows_of_tables_are_drawn_by_the_macro_that_leaves_the_others() -> None:
    by_hand = [each.name for each in templates() if "<tr" in each.read_text()]

    assert by_hand == ["tables.html"]


def test_memory_that_is_gone_is_no_fault_of_one() -> None:
    def full() -> str:
        raise MemoryError

    with pytest.raises(MemoryError):
        made_or(str, "alert", full)


@pytest.fixture
def counted() -> Iterator[PageFaults]:
    """What pages leave out, counted while one test runs."""
    faults = PageFaults.counted()
    yield faults
    faults_of_one.logger.removeHandler(faults)


@pytest.mark.usefixtures("faulty")
def test_what_pages_leave_out_is_counted_for_operators_by_its_place(counted: PageFaults) -> None:
    """Given an alert whose words failed twice, and a line of a table, then there are two faults,
    and nobody's data is in them.
    """
    words.what_to_do(BAD)
    words.what_to_do(BAD)
    not_shown.alone("line", lambda failed: "not shown" if failed else str(1 / 0))

    line, words_of = counted.newest()

    assert (line.what, line.times) == ("line", 1)
    assert (words_of.what, words_of.times) == ("sentence", 2)
    assert words_of.error.startswith("AttributeError at web/what_to_do.py:")


def test_of_many_faults_those_that_were_met_last_are_kept(counted: PageFaults) -> None:
    for number in range(60):
        not_shown.alone(f"line {number}", lambda failed: "" if failed else str(1 / 0))

    assert [each.what for each in counted.newest()] == [f"line {n}" for n in range(59, 9, -1)]
