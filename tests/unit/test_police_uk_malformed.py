"""Malformed files: named by file and line, never quoted; the rest goes on."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.police_uk import Import, NoSuchFile, SourceFile, find
from agencies.police_uk.import_report import NAMED, RefusedBecause, Report
from agencies.police_uk.published_files import FileKind
from police_uk_files import CASES, imported, row, written


def report_of(content: str | bytes, kind: FileKind = FileKind.STREET) -> Report:
    raw = content.encode() if isinstance(content, str) else content
    reading = Import([SourceFile("made-up.csv", kind, len(raw), lambda: io.BytesIO(raw))])
    events = list(reading.events())
    assert reading.report.events == len(events)
    return reading.report


GOOD = written([row()])
HEADER, LINE, _ = GOOD.split("\n")

BAD_LINES = {
    LINE + ",one more": RefusedBecause.WRONG_COLUMN_COUNT,
    LINE[:-2]: RefusedBecause.WRONG_COLUMN_COUNT,
    LINE.replace("On or near", '"On or near'): RefusedBecause.NOT_CSV,
    LINE.replace("2024-03", "March 2024"): RefusedBecause.BAD_MONTH,
    LINE.replace("2024-03", "2024-13"): RefusedBecause.BAD_MONTH,
    LINE.replace("2024-03", "0001-01"): RefusedBecause.BAD_MONTH,
    LINE.replace("2024-03", ""): RefusedBecause.BAD_MONTH,
    LINE.replace("City of London Police,", "Essex Police,"): RefusedBecause.UNKNOWN_FORCE,
    LINE.replace("Robbery", "Piracy"): RefusedBecause.UNKNOWN_CRIME_TYPE,
    LINE.replace("Under investigation", "Forgotten"): RefusedBecause.UNKNOWN_OUTCOME,
    "a" * 90 + LINE: RefusedBecause.BAD_CRIME_ID,
    "Amira Khan " + LINE: RefusedBecause.BAD_CRIME_ID,
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_bad_line_is_refused_by_file_and_line_and_the_rest_goes_on(line: str) -> None:
    report = report_of("\n".join([HEADER, LINE, line, LINE, ""]))

    assert str(report.named[0]) == f"made-up.csv, line 3: {BAD_LINES[line]}"
    assert report.refused_because == {BAD_LINES[line]: 1}
    assert (report.rows, report.refused, report.with_person) == (3, 1, 2)


def test_a_line_that_is_not_utf_8_is_refused_alone() -> None:
    bad = LINE.replace("Holborn", "Caf\xe9").encode("latin-1")
    report = report_of(b"\n".join([HEADER.encode(), bad, LINE.encode()]))
    assert str(report.named[0]) == "made-up.csv, line 2: not-utf-8"
    assert report.with_person == 1


@pytest.mark.parametrize("column", HEADER.split(","))
def test_a_missing_column_refuses_the_file_and_counts_its_rows(column: str) -> None:
    header = HEADER.replace(column, "Something\x1b else", 1)
    report = report_of(header + f"\n{LINE}\n\n{LINE}\n")
    expected, found = (", ".join(names.split(",")) for names in (HEADER, header))
    assert str(report.named[0]) == (
        "made-up.csv, line 1: missing-columns (2 rows): "
        f"expected {expected}; found {found}".replace("\x1b", "\\x1b")
    )
    assert report.rows == report.refused == 2


def test_an_empty_file_has_no_columns() -> None:
    report = report_of("")
    assert report.refusals == 1
    assert str(report.named[0]).endswith("; found none")
    assert report.rows == 0


def test_an_outcomes_file_is_not_read_as_a_street_file() -> None:
    assert report_of(written([row()], FileKind.OUTCOMES)).refused_because == {
        RefusedBecause.MISSING_COLUMNS: 1
    }


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.rstrip("\n"),
        GOOD.replace("\n", "\n\n"),
        HEADER + ",A new one\n" + LINE + ",1\n",
        GOOD.replace("On or near Holborn", '"On or near ""Holborn, EC1"""'),
    ],
    ids=["byte order mark", "Windows", "no last line end", "empty lines", "new column", "quotes"],
)
def test_what_is_only_unusual_is_read(content: str) -> None:
    report = report_of(content)
    assert (report.rows, report.with_person, report.refusals) == (1, 1, 0)


@given(st.lists(st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b"")), max_size=6))
def test_every_line_of_whatever_is_accounted_for(lines: list[bytes]) -> None:
    report = report_of(b"\n".join([HEADER.encode(), *lines]))
    assert report.rows == report.refused == sum(bool(line.strip()) for line in lines)


@given(st.binary(max_size=300))
def test_a_file_of_anything_is_refused_and_nothing_worse(content: bytes) -> None:
    assert report_of(content).refusals >= 1


def test_refusals_past_the_first_are_only_counted() -> None:
    line = LINE.replace("City of London Police", "Essex Police")
    report = report_of("\n".join([HEADER, *[line] * (NAMED + 7)]))
    assert report.refusals == report.refused == NAMED + 7
    assert len(report.named) == NAMED


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(f"2024-03/{name.replace('_', '-')}.csv", content)
    return path


def test_archives_and_folders_are_searched_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "2024-03"
    folder.mkdir()
    (folder / "2024-03-city-street.csv").write_text(written([row(crime_id="1")]))
    (folder / "2024-03-city-stop-and-search.csv").write_text("Type,Date\n")
    (folder / "notes.txt").write_text("not looked at")
    street, outcomes = written([row(crime_id="2")]), written([row()], FileKind.OUTCOMES)
    archive(tmp_path / "a.zip", x_street=street, x_outcomes=outcomes, x_stop_and_search="Type\n")

    found = find([tmp_path])

    assert [(file.kind, Path(file.name).name) for file in found.files] == [
        (FileKind.STREET, "2024-03-city-street.csv"),
        (FileKind.OUTCOMES, "x-outcomes.csv"),
        (FileKind.STREET, "x-street.csv"),
    ]
    assert [Path(name).name for name in found.skipped] == [
        "2024-03-city-stop-and-search.csv",
        "x-stop-and-search.csv",
    ]
    events, reading = imported(tmp_path)
    assert reading.report.rows == 3
    assert {event.case for event in events} == {f"crime:city-police:{n}" for n in ("1", "2", "a1")}


def test_the_same_file_in_and_out_of_an_archive_says_the_same(tmp_path: Path) -> None:
    plain = tmp_path / "x-street.csv"
    plain.write_text(GOOD)
    assert imported(plain)[0] == imported(archive(tmp_path / "a.zip", x_street=GOOD))[0]


def test_nothing_is_taken_from_a_damaged_file_of_an_archive(tmp_path: Path) -> None:
    lines = "".join(LINE.replace("a1", f"{n * 7919 % 9973}") + "\n" for n in range(5000))
    path = archive(tmp_path / "a.zip", x_street=HEADER + "\n" + lines)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)

    _, reading = imported(path)

    assert str(reading.report.named[0]).endswith("x-street.csv, line 1: unreadable (0 rows)")
    assert reading.report.events == 0


def test_what_is_no_archive_and_what_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no archive")
    with pytest.raises(NoSuchFile, match="not a zip archive"):
        find([tmp_path / "a.zip"])
    with pytest.raises(NoSuchFile, match="no such file or folder"):
        find([tmp_path / "b.csv"])


def test_what_a_mac_adds_to_an_archive_is_no_file_of_it() -> None:
    found = find([CASES / "mac.zip"])

    names = [file.name.removeprefix(f"{CASES}/mac.zip/2022-08/") for file in found.files]
    assert names == ["2022-08-city-of-london-street.csv"]
    assert [Path(name).name for name in found.other_forces] == ["2022-08-essex-street.csv"]
    assert [Path(name).name for name in found.skipped] == [
        "2022-08-city-of-london-stop-and-search.csv"
    ]
    reading = Import(found.files)
    assert len([*reading.events()]) == 2
    assert reading.report.refused_because == {}


def test_what_a_mac_adds_to_a_folder_is_no_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "2024-03-x-street.csv").write_text(GOOD)
    for name in ("._2024-03-x-street.csv", "._2024.zip", ".DS_Store"):
        (tmp_path / name).write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "2024-04-x-street.csv").write_bytes(b"\x00\x05\x16\x07")

    found = find([tmp_path])

    assert [Path(file.name).name for file in found.files] == ["2024-03-x-street.csv"]
    assert found.skipped == []
