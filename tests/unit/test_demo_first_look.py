"""The demonstration says what to look at first, and who to sign in as."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from an_alert_line import alert_line
from caseworkers.alert_lines import AlertLine
from caseworkers.urgency import Urgency
from caseworkers.worklist import Worklist
from cli import demo_first_look
from cli.demo_first_look import first_look
from events.clocks import london_date
from runtime.settings import Settings
from schemas.alert_row import AlertKind

TODAY = london_date(datetime.now(UTC))


def due(on: date, suspect: str) -> AlertLine:
    victim, now = "victim-abcdefghijkl", datetime.now(UTC)
    return alert_line(
        victim=victim, kind=AlertKind.DUE_SOON, due_on=on, raised=now, suspect=suspect
    )


def worklists(monkeypatch: pytest.MonkeyPatch, **of_staff: list[AlertLine]) -> None:
    def answer(settings: Settings, path: str, **asked: object) -> object:
        alerts = of_staff.get(str(asked["staff"]), [])
        if asked["urgency"] not in (None, Urgency.DUE_NOW):
            alerts = []
        return Worklist(total=len(alerts), alerts=alerts[:3]).model_dump(mode="json")

    monkeypatch.setattr(demo_first_look, "ask", answer)


def test_the_caseworker_with_the_most_to_save_is_named_with_three_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [due(TODAY, "1")]
    more = [due(TODAY + timedelta(days=n // 2), str(n)) for n in range(1, 5)]
    worklists(monkeypatch, MP1001=few, WC2002=more)

    looks = first_look(Settings(data=tmp_path))

    assert {look["sign_in_as"] for look in looks} == {"Demo caseworker 2, Witness Care Unit"}
    assert [(look["look_at"], look["when"]) for look in looks[:2]] == [
        ("Tell the victim of the arrest of suspect 1", "Due today"),
        ("Tell the victim of the arrest of suspect 2", "Due tomorrow"),
    ]
    assert len(looks) == 3


def test_where_nobody_can_save_anything_it_is_who_has_the_most_that_is_newly_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ago = [due(TODAY - timedelta(days=n), str(n)) for n in range(1, 4)]
    of_staff = {"MP1001": ago[:1], "WC2002": ago}

    def answer(settings: Settings, path: str, **asked: object) -> object:
        alerts = of_staff.get(str(asked["staff"]), [])
        if asked["urgency"] not in (None, Urgency.NEWLY_LATE):
            alerts = []
        return Worklist(total=len(alerts), alerts=alerts).model_dump(mode="json")

    monkeypatch.setattr(demo_first_look, "ask", answer)

    looks = first_look(Settings(data=tmp_path))

    assert [look["sign_in_as"] for look in looks] == ["Demo caseworker 2, Witness Care Unit"] * 3


def test_where_nobody_has_anything_to_do_nobody_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worklists(monkeypatch)
    assert first_look(Settings(data=tmp_path)) == []
