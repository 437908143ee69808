"""Tables in a narrow terminal: what a person copies from them is whole."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from cli import output
from cli.commands.demo_command import print_summary as print_demo
from cli.commands.status_command import _flat as status_rows
from cli.commands.status_command import _print_tables as print_status
from cli.entry import main
from cli.output import Format, print_rows
from notifier.faults import LeftOutKind
from notifier.notifier_counts import LeftOut, NotifierCounts
from runtime import platform_status
from runtime.platform_status import Status
from schemas.alert_row import AlertKind
from web.wording import ALERT_KINDS

VICTIM = "victim-fgvqasfjv222nj5kq37xcwlwgq"
SET_ASIDE = {
    "reader": "journeys",
    "topic": "journey",
    "partition": 1,
    "offset": 17,
    "error": "KeyError",
    "written": "2025-03-03T10:15:00Z",
    "victim": VICTIM,
}


@pytest.mark.parametrize("width", [80, 50])
def test_an_identifier_is_never_folded(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "console", Console(width=width))
    row = {"id": "met-police/104", "said": "a sentence that is long " * 5, "victim": VICTIM}

    print_rows([row, row | {"victim": None}], Format.TABLE, "Alerts")

    lines = capsys.readouterr().out.splitlines()
    assert sum(VICTIM in line and "met-police/104" in line for line in lines) == 1
    if width == 80:
        assert max(map(len, lines)) <= width


@pytest.mark.slow
def test_a_reader_that_has_gone_is_no_failure_to_tell_of() -> None:
    """Given the pipe of `| head` after its end, when an answer is written, it ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    buffered = {name: said for name, said in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = ["simulate", "--victims", "1", "--out", os.devnull, "--format", "json"]
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *command],
            stdout=closed,
            stderr=subprocess.PIPE,
            env=buffered,
            check=False,
        )
    assert done.returncode == 1
    assert b"Broken" not in done.stderr


def test_parts_that_run_elsewhere_are_not_called_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_status(Status(parts=[], lag=[], oldest=None, rows={"events": 1}, gaps=[]))

    told = " ".join(capsys.readouterr().out.split())
    assert "Parts: none was started in this data directory; they run elsewhere" in told
    assert "Parts: nothing" not in told


def test_a_paused_intake_is_told_with_the_reason_and_the_way_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pause = {"agency": "cps", "since": "2025-03-03T10:15:00Z", "refused": 26, "events": 50}
    print_status(Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], paused=[pause]))

    told = " ".join(capsys.readouterr().out.split())
    assert (
        "the intake of cps is paused since 2025-03-03T10:15:00Z: 26 of 50 events in a row were"
        " refused; the rest waits. Mend the cause, then: journey rejected resume cps"
    ) in told


def test_a_full_minute_is_told_with_how_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    limit = {"agency": "cps", "until": "2025-03-03T10:16:00Z", "events": 300_000}
    print_status(Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], rate_limits=[limit]))

    assert (
        "300000 events of cps were taken in within a minute, as many as one worker takes: the rest"
        " waits until 2025-03-03T10:16:00Z, then it goes on by itself"
    ) in " ".join(capsys.readouterr().out.split())


def test_how_long_alerts_wait_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    waits = {"hold": 2700, "lags": {"met-police": 50400}}
    found = Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], alert_waits=waits)
    print_status(found)

    said = " ".join(capsys.readouterr().out.split())
    assert (
        "alerts wait 45 minutes before anybody is told; for an agency's records: 14 h for"
        " met-police"
    ) in said
    csv = {(row["name"], row["measure"]): row["value"] for row in status_rows(found)}
    assert csv == {("all", "hold"): 2700, ("met-police", "lag"): 50400}


def test_what_is_late_is_told_twice_with_the_difference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Which duties differ is in the JSON, for the operator: no victim is in it."""
    late = {
        "by_tables": 41,
        "by_alerts": 40,
        "difference": 1,
        "duties_without_alert": ["0b7d8f6e-52c2-5b0e-8d0e-2f4b7d1f9e55"],
        "alerts_without_duty": [],
    }
    print_status(Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], late=late))

    assert "late by the tables: 41, by alerts: 40, difference: 1" in capsys.readouterr().out


def test_what_operators_must_mend_is_told_while_it_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    alert = {
        "id": "0b7d8f6e-52c2-5b0e-8d0e-2f4b7d1f9e55",
        "kind": "refused",
        "agency": "cps",
        "about": "wrong-key",
        "since": "2025-03-03T10:15:00Z",
        "count": 3,
        "state": "raised",
        "resolved_at": None,
    }
    over = alert | {"about": "empty", "state": "resolved", "resolved_at": "2025-03-03T11:00:00Z"}
    alerts = [alert, over]
    print_status(Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], operator_alerts=alerts))

    told = " ".join(capsys.readouterr().out.split())
    assert "cps: 3 events refused from 3 March 2025, 10:15am on. " in told
    assert "journey rejected list --agency cps" in told
    assert told.count("refused from") == 1


def test_the_demos_states_are_told_in_words_to_people_and_in_codes_to_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = {"Obligations": [{"breached": 4, "discharged-late": 7}]}

    print_demo(summary, Format.TABLE)
    assert "late and not done" in capsys.readouterr().out
    print_demo(summary, Format.CSV)
    assert capsys.readouterr().out.split() == ["breached,discharged-late", "4,7"]


def test_one_row_of_many_figures_stands_upright(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Side by side the names of that many kinds of alerts break in a terminal of 80 columns."""
    monkeypatch.setattr(output, "console", Console(width=80))
    print_demo({"Alerts": [dict.fromkeys(AlertKind, 3)]}, Format.TABLE)

    told = capsys.readouterr().out
    assert [kind for kind in ALERT_KINDS.values() if kind.lower() not in told] == []


def test_a_record_that_could_not_be_read_is_named_by_its_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_status(Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], set_aside=[SET_ASIDE]))

    told = capsys.readouterr().out
    assert all(part in told for part in ("Set aside", "journeys", "journey", "17", VICTIM))


def test_what_the_notifier_left_out_is_named_with_its_place_in_the_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "console", Console(width=120))
    told = LeftOut(
        LeftOutKind.ALERT,
        "an-alert",
        "cps",
        "KeyError at notifier/a.py:7",
        datetime(2026, 3, 2, 12, tzinfo=UTC),
    )
    counts = NotifierCounts(0, 0, 0, 0, 0, {}, (), (told,))
    found = Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], messages=counts)
    monkeypatch.setattr(platform_status, "status_of", lambda *_: found)
    monkeypatch.setenv("JOURNEY_KAFKA", "localhost:1")
    for format_ in ("table", "csv"):
        monkeypatch.setattr(sys, "argv", ["journey", "status", "--format", format_])
        with pytest.raises(SystemExit) as ended:
            main()

        assert ended.value.code == 1
        said = capsys.readouterr().out
        assert "an-alert" in said
        assert "KeyError at notifier/a.py:7" in said


@pytest.mark.parametrize(("set_aside", "code"), [([], 0), ([SET_ASIDE], 1)])
def test_the_status_is_1_while_a_record_is_set_aside(
    set_aside: list[dict[str, Any]],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = Status(parts=[], lag=[], oldest=None, rows={}, gaps=[], set_aside=set_aside)
    monkeypatch.setattr(platform_status, "status_of", lambda *_: found)
    monkeypatch.setenv("JOURNEY_KAFKA", "localhost:1")
    monkeypatch.setattr(sys, "argv", ["journey", "status", "--format", "csv"])
    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == code
    assert ("set_aside,journey/1/17,error,KeyError" in capsys.readouterr().out) is bool(set_aside)
