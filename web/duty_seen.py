"""One duty as the viewer may see it, with what they could say to the victim; the look recorded."""

from datetime import datetime
from uuid import UUID

from fastapi import HTTPException

from access.looks import Looked
from caseworkers.as_of import log_records
from caseworkers.explanations import Explanation, explained, victim_of
from caseworkers.victim_words.duty_words import DutyWords, duty_words
from projections.alert_policies import alert_timing
from projections.store import Store
from web.request_access import RequestAccess

_NOT_KNOWN = "No such duty is known on your caseload, or was then."


def duty_seen(
    store: Store, access: RequestAccess, obligation: UUID, now: datetime, as_of: datetime | None
) -> tuple[Explanation, DutyWords | None]:
    """A duty explained, and what is to be told because of it, if anything is.

    HTTPException 404 of a duty that is not known on the viewer's caseload, or was not `as_of`.
    """
    victim, by = victim_of(store, obligation), access.viewer.agency
    if victim is None or not access.may_see(victim):  # before what takes time
        raise HTTPException(404, _NOT_KNOWN)
    records, timing = log_records(store, victim), alert_timing(store)
    explanation = explained(victim, records, obligation, now, by, timing=timing, as_of=as_of)
    if explanation is None:
        raise HTTPException(404, _NOT_KNOWN)
    access.look(Looked.DUTY, (explanation.victim,), str(obligation))
    return explanation, duty_words(records, explanation, by)
