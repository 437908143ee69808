"""Hearings of several defendants at once, of which each one's part is moved or taken out."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_listings import COURT, TRIAL, Event, cancelled, read, said, told
from published_journey import Read
from schemas.alert_row import AlertKind

AUTUMN, WINTER = "2025-10-06T09:00:00Z", "2025-11-03T09:00:00Z"
OWED = ("breached", None)
TOLD = ("discharged", None)
MOVED = ("withdrawn", "hearing-moved")
OFF = ("withdrawn", "hearing-off")
REQUIRED = said(
    *("witness-requirement-decided", "06-30", "cps"), victim="met-police:V1", required=True
)


def lists(day: str, starts_at: str, **more: Any) -> Event:
    """A trial is listed, of all or of a `suspect`, and the unit knows of it at once."""
    when = {"knowntime": f"2025-{day}T10:00:00Z", "starts_at": starts_at}
    return said("trial-listed", day, **when, **COURT, **more)


def vacates(day: str, **more: Any) -> Event:
    return said("trial-vacated", day, knowntime=f"2025-{day}T10:00:00Z", **COURT, **more)


def concludes(day: str, suspect: int) -> Event:
    return said("case-concluded", day, outcome="acquitted", suspect=suspect, **COURT)


def both(*events: Event, at: str = "12-01") -> Read:
    """The journey of a victim of two defendants, who must give evidence."""
    return read(REQUIRED, *events, at=at, defendants=2)


def to_tell(found: Read, suspect: str | None = None) -> list[Any]:
    """What became of the duties to tell the victim when the hearing is."""
    return [(str(each.state), each.reason) for each in found.duties("R8.1", suspect)]


def warned(found: Read) -> list[tuple[str, date | None]]:
    alerts = [each for each in found.alerts if each.kind is AlertKind.HEARING_NEAR]
    return sorted((str(each.state), each.due_on) for each in alerts)


@pytest.mark.parametrize("ids", [{}, {"hearing_id": "T1"}])
def test_a_joint_trial_of_which_each_part_was_moved_is_near_for_nobody(ids: Event) -> None:
    """Given a trial of both in September, moved for one to October and for the other to November,
    when September comes, then nobody is warned of it, and its date need not be told any more.
    """
    joint, one = lists("07-01", TRIAL, **ids), lists("07-02", AUTUMN, suspect=1, **ids)
    other = lists("07-02", WINTER, suspect=2, **ids)

    for order in permutations([joint, one, other]):
        found = both(*order)
        assert to_tell(found) == [MOVED, OWED, OWED]
        assert found.due("R4.3") == [date(2025, 10, 5)]
        assert warned(both(*order, at="08-28")) == []
    assert warned(both(joint, one, at="08-28")) == [("raised", date(2025, 9, 1))]


@pytest.mark.parametrize("off", [vacates, cancelled], ids=["vacated", "cancelled"])
def test_a_joint_trial_taken_out_of_the_list_about_each_is_off(off: Any) -> None:
    """Given a trial of both, taken out about one and then about the other, when September comes."""
    which = {"hearing_id": "T1"} | ({"hearing": "trial"} if off is cancelled else {})
    joint = lists("07-01", TRIAL, hearing_id="T1")
    one, other = off("07-07", suspect=1, **which), off("07-08", suspect=2, **which)

    for order in permutations([joint, one, other]):
        (duty,) = both(*order).duties("R4.3")
        assert (duty.due_on, duty.reason) == (None, "trial-not-listed")
        assert warned(both(*order, at="08-28")) == []
    for order in permutations([joint, one]):
        assert both(*order).due("R4.3") == [date(2025, 8, 31)]
        assert warned(both(*order, at="08-28")) == [("raised", date(2025, 9, 1))]


@pytest.mark.parametrize("whom", [{}, {"suspect": 1}], ids=["of both", "of one"])
def test_cancelled_twice_on_the_day_on_which_it_is_entered_it_is_off_once(whom: Event) -> None:
    """Given no hours are known, whichever of the three stands first in the order of its day."""
    on_the_day = {"timeprecision": "day"}
    offs = [cancelled("07-01", hearing_id="T1", **whom) | on_the_day | {"id": i} for i in "ab"]

    for name in map(str, range(12)):
        listing = lists("07-01", TRIAL, hearing_id="T1", **whom) | on_the_day | {"id": name}
        found = both(*offs, listing)
        assert [each.due_on for each in found.duties("R4.3")] == [None]
        assert warned(both(*offs, listing, at="08-28")) == []


def test_that_a_joint_trial_is_off_about_one_is_told_to_a_victim_who_was_told_of_it() -> None:
    """Given she was told of the trial of both, when it is vacated about one, then that is news."""
    joint, off = lists("07-01", TRIAL), vacates("07-07", suspect=1)

    assert to_tell(both(joint, told("07-01"), off)) == [TOLD, OWED]
    assert to_tell(both(joint, told("07-01"), off), suspect="1") == [OWED]
    assert to_tell(both(joint, off)) == [OWED]
    late = vacates("09-02", suspect=1)  # the trial had begun
    assert to_tell(both(joint, told("07-01"), late)) == [TOLD]


def test_that_it_is_off_about_one_need_not_be_told_once_its_new_date_is_owed() -> None:
    joint, off = lists("07-01", TRIAL, hearing_id="T1"), vacates("07-07", suspect=1)
    off["data"]["hearing_id"] = "T1"
    again = lists("07-08", AUTUMN, suspect=1, hearing_id="T1")

    found = both(joint, told("07-01"), off, again)

    assert to_tell(found) == [TOLD, MOVED, OWED]


def test_listed_again_for_both_the_joint_trial_takes_back_whose_part_was_moved() -> None:
    """Given one defendant's part moved to October, when the trial of both is listed as before."""
    events = [lists("07-01", TRIAL), lists("07-02", AUTUMN, suspect=1), lists("07-03", TRIAL)]

    found = both(*events, at="08-28")

    assert warned(found) == [("raised", date(2025, 9, 1))]
    assert found.due("R4.3") == [date(2025, 8, 31)]


def test_a_joint_trial_is_nobodys_once_one_was_moved_and_the_other_acquitted() -> None:
    """Whichever of the two came first."""
    for moved, ended in (("07-02", "07-07"), ("07-07", "07-02")):
        events = [lists("07-01", TRIAL), lists(moved, AUTUMN, suspect=1), concludes(ended, 2)]
        found = both(*events, at="08-28")
        assert warned(found) == []
        assert found.due("R4.3") == [date(2025, 10, 5)]


_OFF = ["trial-vacated", "hearing-cancelled", "hearing-adjourned"]
_Acts = Sequence[tuple[str, int | None, str | None]]


def _acts(ids: Sequence[str | None]) -> st.SearchStrategy[_Acts]:
    """What happens to trials, about both or one, each with one of some ids."""
    what = st.sampled_from([TRIAL, AUTUMN, WINTER, *_OFF])
    whom = st.sampled_from([None, 1, 2])
    return st.lists(st.tuples(what, whom, st.sampled_from(ids)), min_size=1, max_size=7)


@given(acts=_acts([None]) | _acts(["T1", "T2"]))
def test_what_is_said_of_both_is_as_if_it_were_said_of_each(
    acts: _Acts,
) -> None:
    """A law of what stands: a joint fact lists and takes out the trials that two single ones do.

    Either all have an id or none has: where both are mixed, several trials could be meant.
    """
    jointly, singly = [], []
    for place, (what, suspect, hearing_id) in enumerate(acts):
        jointly.append(_act(place, what, suspect, hearing_id))
        each = [suspect] if suspect else [1, 2]
        singly += [_act(place, what, one, hearing_id) for one in each]

    assert both(*jointly, at="07-30").due("R4.3") == both(*singly, at="07-30").due("R4.3")
    assert near_days(both(*jointly)) == near_days(both(*singly))


def near_days(found: Read) -> set[date | None]:
    """The days of the hearings that were near, and not off or moved by then."""
    return {day for state, day in warned(found) if state == "superseded"}


def _act(place: int, what: str, suspect: int | None, hearing_id: str | None) -> Event:
    """On a day of July a trial is listed for a time, or taken out, about both or one."""
    which = {"suspect": suspect, "hearing_id": hearing_id}
    said_of: dict[str, Any] = {name: value for name, value in which.items() if value}
    day = f"07-{place + 1:02}"
    if what not in _OFF:
        return lists(day, what, **said_of)
    kind: dict[str, Any] = {} if what == "trial-vacated" else {"hearing": "trial"}
    return said(what, day, knowntime=f"2025-{day}T10:00:00Z", **COURT, **kind, **said_of)
