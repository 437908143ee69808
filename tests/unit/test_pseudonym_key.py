"""The key of the pseudonyms is a secret, stays the same for its data, and goes to intake alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands.run_command import intake
from cli.victim_arguments import path_of
from events.identifiers import pseudonym
from runtime.failure import Failure
from runtime.platform import Platform
from runtime.platform_services import services_of
from runtime.pseudonym_key import ensure_key, find_key
from runtime.settings import Settings, foreign_environment

KEY, OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
MAKES_ONE = "`openssl rand -hex 32` makes one$"
WEAK = ["", "a", "a" * 64, "0123456789abcdef0123456789abcde", " " * 20 + "0123456789abcdef"]


def chosen(data: Path, key: str | None) -> Settings:
    return Settings(data=data, pseudonym_key=key)


@pytest.mark.parametrize("key", WEAK)
def test_a_key_that_can_be_guessed_is_refused_in_a_line(key: str, tmp_path: Path) -> None:
    with pytest.raises(Failure, match=rf"^JOURNEY_PSEUDONYM_KEY can be guessed: .*{MAKES_ONE}"):
        ensure_key(chosen(tmp_path, key))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", WEAK)
def test_so_is_one_in_the_data_directory(key: str, tmp_path: Path) -> None:
    (tmp_path / "pseudonym.key").write_text(key)
    with pytest.raises(Failure, match=rf"pseudonym\.key can be guessed: .*{MAKES_ONE}"):
        ensure_key(chosen(tmp_path, None))
    assert (tmp_path / "pseudonym.key").read_text() == key


@pytest.mark.parametrize("key", ["", "a"])
def test_nothing_starts_with_such_a_key(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with pytest.raises(Failure, match="can be guessed"), Platform(chosen(data, key), print):
        pass
    assert not data.exists()
    monkeypatch.setenv("JOURNEY_DATA", str(data))
    monkeypatch.setenv("JOURNEY_PSEUDONYM_KEY", key)
    for command in (intake, lambda: path_of("met-police:V1")):
        with pytest.raises(Failure, match="can be guessed"):
            command()


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = ensure_key(chosen(tmp_path / "data", None))

    assert len(made) == 64
    assert ensure_key(chosen(tmp_path / "data", None)) == made
    assert find_key(chosen(tmp_path / "data", made.decode())) == made
    files = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
    assert files == {"pseudonym.key": 0o600, "pseudonym.fingerprint": 0o600}


def test_finding_a_key_makes_nothing(tmp_path: Path) -> None:
    assert find_key(chosen(tmp_path, None)) is None
    assert find_key(chosen(tmp_path, KEY)) == KEY.encode()
    assert list(tmp_path.iterdir()) == []


def test_another_key_than_the_data_were_made_with_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_key(chosen(tmp_path, KEY))

    for judge in (ensure_key, find_key):
        with pytest.raises(Failure, match=r"^JOURNEY_PSEUDONYM_KEY is not the pseudonym key that"):
            judge(chosen(tmp_path, OTHER))
    (tmp_path / "pseudonym.key").write_text(OTHER)
    with pytest.raises(Failure, match=r"pseudonym\.key is not the pseudonym key that the data in"):
        ensure_key(chosen(tmp_path, None))
    with pytest.raises(Failure, match="is not the pseudonym key"):
        Platform(chosen(tmp_path, None), print).__enter__()
    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
    with pytest.raises(Failure, match="is not the pseudonym key"):
        path_of("met-police:V1")


def test_the_fingerprint_does_not_have_the_key_or_a_pseudonym(tmp_path: Path) -> None:
    ensure_key(chosen(tmp_path, KEY))

    fingerprint = (tmp_path / "pseudonym.fingerprint").read_text()
    assert KEY not in fingerprint
    assert fingerprint not in pseudonym("met-police:V1", KEY.encode())


def test_data_whose_key_is_gone_get_no_new_one(tmp_path: Path) -> None:
    ensure_key(chosen(tmp_path, None))
    (tmp_path / "pseudonym.key").unlink()

    with pytest.raises(Failure, match=r"the pseudonym key of the data in .* is gone: put"):
        ensure_key(chosen(tmp_path, None))
    assert not (tmp_path / "pseudonym.key").exists()


def test_data_of_the_version_before_get_their_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "pseudonym.key").write_text(KEY + "\n")

    assert ensure_key(chosen(tmp_path, None)) == KEY.encode()
    with pytest.raises(Failure, match="is not the pseudonym key"):
        ensure_key(chosen(tmp_path, OTHER))


def test_a_key_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "pseudonym.key").write_bytes(b"\xff" * 40)
    with pytest.raises(Failure, match=r"can't be read \(it is not text\)"):
        find_key(chosen(tmp_path, None))


@pytest.mark.slow
def test_workers_that_start_together_have_one_key(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from runtime.pseudonym_key import ensure_key\n"
        "from runtime.settings import Settings\n"
        f"print(ensure_key(Settings(data=Path({str(tmp_path)!r}))).decode())"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    keys = {process.communicate()[0] for process in processes}
    assert len(keys) == 1
    assert keys != {""}


def test_each_secret_goes_to_the_parts_that_need_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEY_PSEUDONYM_KEY", KEY)
    tokens = {"cps": "t" * 40}
    dsn = "clickhouse://journey:word@db:8123/default"
    settings = Settings.model_validate(
        {"data": tmp_path, "workers": 2, "gateway_tokens": tokens, "clickhouse": dsn}
    )
    assert KEY not in repr(settings)

    def having(secret: str) -> set[str]:
        return {
            service.name
            for service in services_of(settings)
            if secret in "\0".join([*(service.environment or {}).values(), *service.command])
        }

    assert having(KEY) == {"intake-0", "intake-1"}
    assert having("t" * 40) == {"gateway"}
    assert having(dsn) == {"sink", "pages"}
    assert KEY not in foreign_environment().values()
