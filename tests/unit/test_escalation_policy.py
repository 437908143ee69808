"""Policies as files: what comes with the package, and what is refused in one line."""

from pathlib import Path

import pytest

from notifier.escalation_policy import Audience, read_policy
from notifier.retry_times import LONGEST, MOST_TRIES, is_given_up, wait_before
from running_notifier import LONG_AGO
from schemas.alert_row import AlertKind

STEP = '[default]\nsteps = [{ after = "%s", to = "%s" }]\n'


def test_our_own_tells_the_caseworker_first_and_of_danger_the_supervisor() -> None:
    policy = read_policy()

    assert policy.of(AlertKind.LATE).steps[0].to is Audience.CASEWORKER
    assert policy.of(AlertKind.UNSAFE_CONTACT).steps[0].to is Audience.SUPERVISOR
    assert [kind for kind in AlertKind if policy.is_urgent(kind)] == [AlertKind.UNSAFE_CONTACT]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[default", "is not TOML"),
        ("", "default: Field required"),
        ("[default]\nsteps = []", "default.steps: Tuple should have at least 1 item"),
        (STEP % ("2 hours", "team"), 'default.steps.0.after: is written as "4h" or "30min"'),
        (STEP % ("2h", "everybody"), "default.steps.0.to: Input should be 'caseworker'"),
        (STEP % ("2h", "team") + "[kinds.nothing]", "kinds.nothing.[key]: Input should be"),
        (
            STEP % ("2h", "task-group"),
            "mine.toml: the task group is told of stalls alone, never of a case",
        ),
        (
            '[default]\nsteps = [{after = "2h", to = "team"}, {after = "1h", to = "team"}]',
            "default: a step comes before the one above it",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)

    with pytest.raises(ValueError, match="mine") as refused:
        read_policy(path)

    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"none.toml cannot be read \(No such file"):
        read_policy(tmp_path / "none.toml")


def test_each_wait_is_up_to_twice_as_long_and_never_shorter_than_asked_for() -> None:
    longest = [wait_before(tries, None, lambda: 1.0).total_seconds() for tries in range(1, 13)]

    assert longest[:4] == [20, 40, 80, 160]
    assert max(longest) == 4 * 3600
    assert wait_before(3, None, lambda: 0.0).total_seconds() == 0
    assert wait_before(1, 120.0, lambda: 0.5).total_seconds() == 120


def test_a_message_is_given_up_after_the_last_try_or_a_day() -> None:
    assert not is_given_up(MOST_TRIES - 1, LONG_AGO, LONG_AGO + LONGEST)
    assert is_given_up(MOST_TRIES, LONG_AGO, LONG_AGO)
    assert is_given_up(2, LONG_AGO, LONG_AGO + LONGEST * 1.01)
