"""`journey import police-uk`, as it is typed."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Self

import pytest
import typer
from typer.testing import CliRunner, Result

from agencies import publisher
from agencies.publisher import NotDelivered
from cli import bulk_publishing
from cli.commands.import_command import group
from police_uk_files import BUNDLED, imported, row, written
from runtime.failure import Failure
from schemas.cloudevents import AgencyEvent

app = typer.Typer()
app.add_typer(group, name="import")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["import", "police-uk", *arguments])
    if isinstance(result.exception, Failure):
        raise result.exception
    return result


class Topics:
    """Stands for the publishers: keeps what was published."""

    fails = False

    def __init__(self) -> None:
        self.published: list[AgencyEvent] = []

    def __call__(self, bootstrap: str) -> Self:
        assert bootstrap == "broker:9092"
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def publish(self, event: AgencyEvent) -> None:
        self.published.append(event)

    def flush(self) -> int:
        if self.fails:
            raise NotDelivered(Counter({"KafkaTimeoutError": 2}))
        return len(self.published)


@pytest.fixture
def topics(monkeypatch: pytest.MonkeyPatch) -> Topics:
    topics = Topics()
    monkeypatch.setattr(publisher, "Publishers", topics)
    monkeypatch.setattr(bulk_publishing, "answering_kafka", lambda settings: settings.bootstrap)
    monkeypatch.setenv("JOURNEY_KAFKA", "broker:9092")
    return topics


def test_the_report_accounts_for_every_row_of_the_twelve_months(topics: Topics) -> None:
    result = run(str(BUNDLED), "--format", "json", "--dry-run")

    assert result.exit_code == 0
    (told,) = json.loads(result.stdout)
    figures: dict[str, Any] = {name: number for name, number in told.items() if number}
    assert figures == {
        "files": 12,
        "rows": 10_045,
        "with_person": 6_751,
        "with_business": 1_565,
        "without_victim": 1_729,
        "events": 27_830,
        "journeys": 8_147,
        "journeys_of_persons": 6_618,
        "journeys_of_businesses": 1_529,
        "cases": 9_844,
    }
    assert topics.published == []


def test_every_event_read_is_published(tmp_path: Path, topics: Topics) -> None:
    path = tmp_path / "x-street.csv"
    path.write_text(written([row(crime_id="1"), row(crime_id="2")]))

    assert run(str(path)).exit_code == 0

    assert topics.published == imported(path)[0]


def test_refused_rows_are_named_and_the_status_is_1(tmp_path: Path, topics: Topics) -> None:
    path = tmp_path / "x-street.csv"
    path.write_text(written([row(reported_by="Essex Police"), row(), row(month="soon")]))

    result = run(str(path), "--format", "csv")

    assert result.exit_code == 1
    assert f"{path}, line 2: unknown-force\n{path}, line 4: bad-month\n" in result.stderr
    names, numbers = result.stdout.splitlines()
    told = dict(zip(names.split(","), numbers.split(","), strict=True))
    assert (told["rows"], told["refused"], told["refused_bad_month"]) == ("3", "2", "1")
    assert len(topics.published) == 3


def test_people_are_told_what_counts(tmp_path: Path, topics: Topics) -> None:
    (tmp_path / "x-street.csv").write_text(written([row()]))
    (tmp_path / "x-stop-and-search.csv").write_text("Type\n")

    result = run(str(tmp_path))

    assert "without victim" in result.stdout
    assert "bad month" not in result.stdout
    assert "x-stop-and-search.csv: left alone" in result.stderr.replace("\n", "")


def test_files_of_other_forces_are_left_alone(tmp_path: Path, topics: Topics) -> None:
    """Given the site's own archive of all forces, those of London are read, and no row refused."""
    (tmp_path / "2022-08-metropolitan-street.csv").write_text(written([row()]))
    elsewhere = row(reported_by="Essex Police")
    (tmp_path / "2022-08-essex-street.csv").write_text(written([elsewhere]))

    result = run(str(tmp_path))

    assert result.exit_code == 0
    assert "1 file of other forces left alone" in result.stderr.replace("\n", " ")
    assert topics.published


def test_nothing_to_import_is_told_in_a_line(tmp_path: Path, topics: Topics) -> None:
    with pytest.raises(Failure, match="no file named"):
        run(str(tmp_path))
    with pytest.raises(Failure, match="no such file or folder"):
        run(str(tmp_path / "missing"))


def test_what_the_broker_did_not_take_is_told_in_a_line(tmp_path: Path, topics: Topics) -> None:
    (tmp_path / "x-street.csv").write_text(written([row()]))
    topics.fails = True
    with pytest.raises(Failure, match="2 KafkaTimeoutError; import again"):
        run(str(tmp_path))
