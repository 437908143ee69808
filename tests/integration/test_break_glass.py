"""Beyond one's caseload: with a reason, for one victim and an hour, told to the supervisor."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

import example_journeys
from access.audit_trail import AuditQuery, audit_trail
from access.break_glass import BreakGlass
from access.caseload import CLOSED
from access.looks import BreakGlassReason, NotRecordedError
from access.viewer import Role, Viewer, owner
from events.identifiers import Agency
from example_access import Victims, access_of, viewer_with
from example_server import served_to
from look_topics import ANOTHER, AT, VICTIM
from projections.store import Store
from stored_looks import StoredLooks
from web.request_access import AccessParts

pytestmark = pytest.mark.platform

CASEWORKER = viewer_with(Role.CASEWORKER)
SUPERVISOR = replace(viewer_with(Role.SUPERVISOR), subject="2", staff="MP2001")
NOW = example_journeys.NOW
STORY = next(iter(example_journeys.stories()))


@pytest.fixture
def looks(empty_store: Store, tmp_path: Path) -> Iterator[StoredLooks]:
    found = StoredLooks(empty_store, tmp_path / "looks")
    yield found
    found.close()


@pytest.fixture
def glass(empty_store: Store, looks: StoredLooks) -> BreakGlass:
    return BreakGlass(empty_store, looks)


def open_for(glass: BreakGlass, viewer: Viewer = CASEWORKER, victim: str = VICTIM) -> None:
    glass.open(viewer, Role.CASEWORKER, victim, BreakGlassReason.RISK, AT)


def test_a_grant_is_for_that_viewer_that_victim_and_an_hour(glass: BreakGlass) -> None:
    assert glass.reason(CASEWORKER, VICTIM, AT) is None
    open_for(glass)

    last = AT + timedelta(minutes=60, microseconds=-1)
    assert glass.reason(CASEWORKER, VICTIM, AT) is BreakGlassReason.RISK
    assert glass.reason(CASEWORKER, VICTIM, last) is BreakGlassReason.RISK
    assert glass.reason(CASEWORKER, VICTIM, AT + timedelta(minutes=60)) is None
    assert glass.reason(CASEWORKER, ANOTHER, AT) is None
    assert glass.reason(replace(CASEWORKER, subject="3"), VICTIM, AT) is None
    assert glass.reason(replace(CASEWORKER, issuer="https://other.example"), VICTIM, AT) is None


def test_another_process_knows_it_at_the_next_request(
    glass: BreakGlass, looks: StoredLooks, empty_store: Store
) -> None:
    """Given the table, then a process that started later knows, and its end too."""
    open_for(glass)
    other = BreakGlass(empty_store, looks)

    assert other.reason(CASEWORKER, VICTIM, AT) is BreakGlassReason.RISK
    assert other.reason(CASEWORKER, VICTIM, AT + timedelta(minutes=60)) is None


def test_while_the_sink_is_behind_the_process_that_wrote_it_knows(
    looks: StoredLooks, empty_store: Store
) -> None:
    looks.behind = True
    glass = BreakGlass(empty_store, looks, written_within=0.2)
    open_for(glass)
    assert glass.reason(CASEWORKER, VICTIM, AT) is BreakGlassReason.RISK
    assert glass.notices(SUPERVISOR, AT) == []
    looks.write()
    assert len(glass.notices(SUPERVISOR, AT)) == 1


def test_what_cannot_be_recorded_is_not_opened(glass: BreakGlass, looks: StoredLooks) -> None:
    looks.topic.away = True
    with pytest.raises(NotRecordedError):
        open_for(glass)

    assert glass.reason(CASEWORKER, VICTIM, AT) is None


def test_the_supervisor_of_the_team_is_told_until_they_have_seen_it(glass: BreakGlass) -> None:
    open_for(glass)
    (notice,) = glass.notices(SUPERVISOR, AT)
    assert (notice.who, notice.victim, notice.at) == ("MP1001", VICTIM, AT)
    assert (notice.until, notice.reason) == (AT + timedelta(hours=1), BreakGlassReason.RISK)
    other = replace(SUPERVISOR, subject="5")

    assert glass.seen(SUPERVISOR, notice.notice, AT)
    assert glass.notices(SUPERVISOR, AT) == []
    assert not glass.seen(SUPERVISOR, notice.notice, AT)
    assert glass.notices(other, AT + timedelta(days=9)) == [notice]


@pytest.mark.parametrize(
    ("viewer", "told"),
    [
        (SUPERVISOR, True),
        (owner("root"), True),
        (replace(SUPERVISOR, teams=frozenset({"camden-2"})), False),
        (replace(SUPERVISOR, agency=Agency.CPS), False),
        (replace(SUPERVISOR, roles=frozenset({Role.CASEWORKER})), False),
        (replace(SUPERVISOR, subject=CASEWORKER.subject), False),
    ],
)
def test_nobody_else_is_told(glass: BreakGlass, viewer: Viewer, told: bool) -> None:
    """The name of a team is its agency's own; nobody is told of what they opened themselves."""
    open_for(glass)

    assert bool(glass.notices(viewer, AT)) is told


def test_who_has_no_team_is_told_of_to_every_supervisor_of_the_agency(glass: BreakGlass) -> None:
    open_for(glass, replace(CASEWORKER, teams=frozenset()))

    assert glass.notices(replace(SUPERVISOR, teams=frozenset({"camden-2"})), AT)
    assert not glass.notices(replace(SUPERVISOR, agency=Agency.CPS), AT)


def parts(viewer: Viewer, looks: StoredLooks, *victims: str) -> AccessParts:
    glass = BreakGlass(looks.store, looks)
    return replace(access_of(viewer, victims), looks=looks, grants=glass)


def test_the_whole_way_from_the_refusal_to_the_journey(
    looks: StoredLooks, empty_store: Store
) -> None:
    """Given a victim beyond the caseload, the page asks why, and then shows the journey.

    One record says that it was opened, and each view of it is one record with the reason.
    """
    example_journeys.fill(empty_store)
    access = parts(CASEWORKER, looks)
    with served_to(empty_store, access) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = client.get(f"/victims/{STORY.victim}")
        assert page.status_code == 403
        assert 'name="csrf" value="' in page.text
        form = {"csrf": "from-our-page", "reason": "risk-to-victim"}
        opened = client.post(f"/victims/{STORY.victim}/break-glass", data=form)
        assert (opened.status_code, opened.headers["location"]) == (303, f"/victims/{STORY.victim}")
        assert client.get(f"/victims/{STORY.victim}").status_code == 200

    trail = audit_trail(empty_store, AuditQuery(victim=STORY.victim))
    assert [(line.entry, line.reason) for line in trail.looks] == [
        ("look", "risk-to-victim"),
        ("break-glass", "risk-to-victim"),
    ]


def test_the_form_is_the_same_for_a_victim_that_is_not(
    looks: StoredLooks, empty_store: Store
) -> None:
    example_journeys.fill(empty_store)
    with (
        served_to(empty_store, parts(CASEWORKER, looks)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        there, nowhere = (client.get(f"/victims/{each}") for each in (STORY.victim, ANOTHER))

    assert there.status_code == nowhere.status_code == 403
    assert there.text.replace(STORY.victim, ANOTHER) == nowhere.text


@pytest.mark.parametrize(
    ("victim", "form", "status"),
    [
        (VICTIM, {"csrf": "from-our-page"}, 422),
        (VICTIM, {"csrf": "from-our-page", "reason": "curious"}, 422),
        (VICTIM, {"csrf": "from-elsewhere", "reason": "complaint"}, 403),
        ("Amira Haddad", {"csrf": "from-our-page", "reason": "complaint"}, 404),
    ],
)
def test_a_form_that_is_wrong_opens_nothing_and_records_nothing(
    looks: StoredLooks, empty_store: Store, victim: str, form: dict[str, str], status: int
) -> None:
    with (
        served_to(empty_store, parts(CASEWORKER, looks)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        answer = client.post(f"/victims/{victim}/break-glass", data=form)

    assert answer.status_code == status
    assert looks.topic.records == []
    assert "curious" not in answer.text


def test_whose_caseload_the_victim_is_on_needs_no_grant(
    looks: StoredLooks, empty_store: Store
) -> None:
    form = {"csrf": "from-our-page", "reason": "complaint"}
    with (
        served_to(empty_store, parts(CASEWORKER, looks, VICTIM)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        assert client.post(f"/victims/{VICTIM}/break-glass", data=form).status_code == 303

    assert looks.topic.records == []


def test_a_supervisor_presses_seen(
    looks: StoredLooks, empty_store: Store, glass: BreakGlass
) -> None:
    glass.open(CASEWORKER, Role.CASEWORKER, VICTIM, BreakGlassReason.COMPLAINT, NOW)
    (notice,) = glass.notices(SUPERVISOR, NOW)
    form = {"csrf": "from-our-page"}
    with (
        served_to(empty_store, parts(SUPERVISOR, looks)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        address = f"/break-glass/{notice.notice}/seen"
        assert client.post(address, data=form).status_code == 303
        assert client.post(address, data=form).status_code == 404

    assert glass.notices(SUPERVISOR, NOW) == []
    (seen, _) = audit_trail(empty_store).looks
    assert (seen.subject, seen.what) == (SUPERVISOR.subject, notice.notice)


def test_the_notice_in_words_names_nobody(glass: BreakGlass) -> None:
    from web.rendering import Pages

    open_for(glass)
    template = Pages(lambda: False)._templates.get_template("break_glass_notices.html")
    shown = template.render(notices=glass.notices(SUPERVISOR, AT), csrf="x")
    words = " ".join(re.sub("<.*?>", "", shown).split())

    assert (
        "MP1001 opened the journey of victim a2a2a2a2 on 3 March 2025, 10:12am, because there is a"
        " risk to the victim. It is open to them until 3 March 2025, 11:12am." in words
    )
    assert CASEWORKER.name not in words


def test_nothing_opens_to_who_left_or_is_of_no_agency(
    looks: StoredLooks, empty_store: Store
) -> None:
    """Given a grant of before, and then no agency, or a leaving: no supervisor would be told."""
    example_journeys.fill(empty_store)
    access = parts(CASEWORKER, looks)
    access.grants.open(CASEWORKER, Role.CASEWORKER, STORY.victim, BreakGlassReason.RISK, NOW)
    records = len(looks.topic.records)
    left = replace(access, caseloads=Victims(CLOSED))
    with served_to(empty_store, left) as url, httpx.Client(base_url=url, timeout=60) as client:
        page = client.get(f"/victims/{STORY.victim}")
        assert page.status_code == client.get(f"/api/victims/{STORY.victim}").status_code == 403
        form = {"csrf": "from-our-page", "reason": "risk-to-victim"}
        refused = client.post(f"/victims/{STORY.victim}/break-glass", data=form)

    assert "<form" not in page.text.partition("<main")[2]
    assert refused.status_code == 403
    assert "No reason opens a journey to you" in refused.text
    assert len(looks.topic.records) == records
