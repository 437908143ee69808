"""Acts upon alerts that warn of no duty of the viewer's agency: a silence, a hand-off."""

import re

import pytest

from access.viewer import Role
from acts_sent import acting_pages
from events.alert_acts import AlertAcknowledged
from events.contact import ToldAbout, VictimInformed
from events.identifiers import Agency
from example_access import viewer_with
from projections.store import Store

pytestmark = pytest.mark.platform


def of_kind(store: Store, kind: str, agency: Agency) -> dict[str, str]:
    """An alert of a kind that stands in the example, for an agency."""
    sql = """SELECT victim, id FROM alerts FINAL WHERE kind = {kind:String}
        AND agency = {agency:String} AND state = 'raised' ORDER BY victim LIMIT 1"""
    row = store.query(sql, {"kind": kind, "agency": agency})[0]
    return {"victim": row["victim"], "alert": str(row["id"])}


def test_a_silence_is_broken_by_telling_how_the_case_goes(store: Store) -> None:
    silence = of_kind(store, "silence", Agency.VICTIM_SUPPORT)
    who = viewer_with(Role.CASEWORKER, agency=Agency.VICTIM_SUPPORT)
    address = f"/victims/{silence['victim']}/acts/told"
    contact = {"channel": "telephone", "outcome": "reached", "when": "2025-09-01T11:00"}
    telling = contact | {"alert": silence["alert"], "matter": "progress"}
    with acting_pages(store, who, [silence["victim"]]) as pages:
        form = pages.get(f"{address}?alert={silence['alert']}").text
        pages.post(address, **telling)

    (event,) = pages.sent.events
    assert 'value="progress" checked' in form
    assert '<p class="govuk-body">Get in touch with the victim: no contact' in form
    assert isinstance(event.fact, VictimInformed)
    assert (event.fact.about, event.fact.triggers) == (ToldAbout.PROGRESS, ())


def test_who_waits_for_another_agency_takes_that_up(store: Store) -> None:
    """The duty is the court's: the unit cannot excuse it."""
    waiting = of_kind(store, "hand-off", Agency.WITNESS_CARE)
    who = viewer_with(Role.CASEWORKER, agency=Agency.WITNESS_CARE)
    acts = f"/victims/{waiting['victim']}/acts"
    with acting_pages(store, who, [waiting["victim"]]) as pages:
        reason = {"reason": "legal-restriction", "decided_by": "manager"}
        form = pages.get(f"{acts}/snooze?alert={waiting['alert']}").text
        excused = pages.post(f"{acts}/excuse", alert=waiting["alert"], **reason)
        pages.post(f"{acts}/acknowledge", alert=waiting["alert"], note="asked-other-agency")

    (event,) = pages.sent.events
    assert '<p class="govuk-body">Ask the ' in form
    assert excused.status_code == 404
    assert event.agency is Agency.WITNESS_CARE
    assert isinstance(event.fact, AlertAcknowledged)


def test_a_form_says_which_hearing_is_near(store: Store) -> None:
    near = of_kind(store, "hearing-near", Agency.WITNESS_CARE)
    who = viewer_with(Role.CASEWORKER, agency=Agency.WITNESS_CARE)
    with acting_pages(store, who, [near["victim"]]) as pages:
        form = pages.get(f"/victims/{near['victim']}/acts/snooze?alert={near['alert']}").text

    said = re.search("Tell the victim when and where the (.+) on (.+) is: it is near", form)
    assert said is not None
