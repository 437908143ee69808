"""The data directory and all in it are the owner's alone, also one that an older version made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import run_command
from runtime.failure import Failure
from runtime.platform import Platform
from runtime.private_data import is_open_to_others, private_files, tighten
from runtime.settings import Settings


def modes(folder: Path) -> dict[str, int]:
    """What each file may be used for, by its path in the folder."""
    paths = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): path.lstat().st_mode & 0o777 for path in paths}


@pytest.fixture
def open_data(tmp_path: Path) -> Path:
    """A data directory as the version before made it: everybody reads it."""
    data = tmp_path / "data"
    (data / "chdb" / "store").mkdir(parents=True)
    (data / "chdb" / "store" / "part.bin").touch()
    (data / "run.sh").touch()
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (data / "run.sh").chmod(0o755)
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o644)
    (data / "link").symlink_to(outside)
    return data


def test_an_open_directory_is_made_the_owners_alone(open_data: Path) -> None:
    said: list[str] = []
    assert is_open_to_others(open_data)

    tighten(open_data, said.append)

    assert not is_open_to_others(open_data)
    assert {path: mode for path, mode in modes(open_data).items() if path != "link"} == {
        ".": 0o700,
        "chdb": 0o700,
        "chdb/store": 0o700,
        "chdb/store/part.bin": 0o600,
        "run.sh": 0o700,
    }
    assert (open_data.parent / "outside").stat().st_mode & 0o777 == 0o644
    assert said == []


def test_what_cannot_be_tightened_is_one_line(
    open_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    said: list[str] = []
    tighten(open_data, said.append)
    assert said == [
        f"{open_data} is open to other users of this machine, and that can't be changed"
        " (Operation not permitted): choose another with --data"
    ]


def test_a_directory_of_all_users_stays_as_it_is(open_data: Path) -> None:
    open_data.chmod(0o1777)
    said: list[str] = []
    tighten(open_data, said.append)
    assert modes(open_data)["."] == 0o777
    assert said == [
        f"{open_data} is open to other users of this machine: choose another with --data"
    ]


def test_the_platform_tightens_before_anything_is_written(
    open_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_kafka(_: Platform) -> None:
        (open_data / "new").mkdir()
        (open_data / "new" / "file").touch()
        raise Failure("far enough")

    monkeypatch.setattr(Platform, "_kafka", no_kafka)
    monkeypatch.setattr(Platform, "_need_room", lambda _: None)
    before = os.umask(0o022)
    try:
        with pytest.raises(Failure, match="far enough"), Platform(Settings(data=open_data), print):
            pass
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)

    after = modes(open_data)
    assert {after["."], after["new"]} == {0o700}
    assert {after["new/file"], after["pseudonym.key"], after["lock"]} == {0o600}


def test_files_within_the_block_are_private(tmp_path: Path) -> None:
    with private_files():
        subprocess.run([sys.executable, "-c", "open('made', 'w')"], cwd=tmp_path, check=True)
    assert modes(tmp_path)["made"] == 0o600


def test_a_part_by_itself_writes_for_its_owner_alone(
    open_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container or another supervisor runs it."""
    taken: list[Settings] = []

    def serve(settings: Settings) -> None:
        (settings.data / "tmp").mkdir()
        taken.append(settings)

    monkeypatch.setenv("JOURNEY_DATA", str(open_data))
    monkeypatch.setattr("runtime.serve_process.serve", serve)
    monkeypatch.setattr(
        "runtime.service_needs.wait_for", lambda *_: None
    )  # no Kafka is needed here
    with private_files():  # which gives the process its own umask back
        run_command.before_each()
        run_command.serve()

    assert [settings.data for settings in taken] == [open_data]
    assert {modes(open_data)[path] for path in (".", "tmp", "chdb")} == {0o700}
