"""Who looked in words: each code has some, and one that is not known yet is shown as it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from access.audit_trail import AuditLine, AuditQuery
from access.looks import BreakGlassReason, LookAction, Looked
from access.viewer import OWNER, Role
from schemas.look_records import LookEntry
from web import look_words

AT = datetime(2025, 3, 3, 10, 12, tzinfo=UTC)


def line(**given: Any) -> AuditLine:
    plain = dict.fromkeys(("to_whom", "action", "kind", "what", "reason", "until"))
    who = {"at": AT, "issuer": "https://provider.example", "subject": "1", "role": "caseworker"}
    return AuditLine(
        **{"entry": LookEntry.LOOK, "victims": [], "hash": "", **plain, **who, **given}
    )


def test_every_code_has_words() -> None:
    assert set(look_words.ROLES) == set(Role)
    assert set(look_words.REASONS) == set(look_words.BECAUSE) == set(BreakGlassReason)
    assert set(look_words.ACTIONS) == set(LookAction)
    assert set(look_words.THINGS) == set(Looked)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"action": "consulted", "kind": "journey"}, "looked at the journey"),
        ({"action": "disclosed", "kind": "corrections"}, "took out the corrections"),
        ({"action": "weighed", "kind": "scales"}, "weighed scales"),
        ({"entry": "break-glass"}, "opened the journey beyond their caseload"),
        ({"entry": "notice-seen"}, "has seen that a journey was opened beyond a caseload"),
    ],
)
def test_what_was_done(given: dict[str, str], words: str) -> None:
    assert look_words.what_was_done(line(**given)) == words


@pytest.mark.parametrize(
    ("issuer", "agency", "words"),
    [
        ("https://provider.example", "cps", "Crown Prosecution Service"),
        ("https://provider.example", None, "no agency"),
        (OWNER, None, "the machine’s owner"),
    ],
)
def test_for_whom(issuer: str, agency: str | None, words: str) -> None:
    assert look_words.for_whom(line(issuer=issuer, to_whom=agency)) == words


def test_a_code_of_another_version_is_shown_as_it_is() -> None:
    assert look_words.role("judge") == "judge"
    assert look_words.because("curiosity") == "curiosity"


def test_the_filters_of_a_question_are_named_without_their_values() -> None:
    assert AuditQuery().filters is None
    assert AuditQuery(victim="victim-x", before=AT).filters == "victim,before"
