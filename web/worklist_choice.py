"""What of their worklist a viewer chose to see, and the links that keep it."""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BeforeValidator

from access.viewer import Role
from caseworkers.urgency import Urgency
from caseworkers.worklist import AlertCounts, AlertFilter, AlertQuery
from events.identifiers import Agency
from schemas.alert_row import AlertKind
from web.request_access import RequestAccess

Whose = Literal["mine", "team"]
"""What a supervisor sees who is a caseworker, too: their own caseload, or their teams'."""

Duties = Agency | Literal["others", "any"]
"""The duties of one agency, of all but the viewer's, or of any."""

_EmptyIsNone = BeforeValidator(lambda value: value or None)

_LABELS = ("crime reference", "urn", "asn", "court case number", "common platform id")
"""What the pages write before a reference: somebody may paste it with it."""


@dataclass(frozen=True)
class WorklistChoice:
    """The filters of a worklist. Without an agency it has the duties of the viewer's own."""

    whose: Whose | None = None
    state: AlertFilter = "raised"
    agency: Duties | None = None
    urgency: Urgency | None = None
    kind: AlertKind | None = None
    reference: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as an address has them; those that are not set are left out."""
        pairs = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in pairs.items() if value and value != "raised"}

    def link(self, **changes: Any) -> str:
        """The address of the worklist with these filters, some of them changed."""
        asked = urlencode(replace(self, **changes).chosen)
        return f"/alerts?{asked}" if asked else "/alerts"

    def query(self, access: RequestAccess, limit: int, offset: int) -> AlertQuery:
        """What is asked of the table for this viewer."""
        own = access.viewer.agency
        agency = own if self.agency is None else self.agency
        return AlertQuery(
            caseload=access.caseload_as(_ROLES[self.whose]) if self.whose else access.caseload,
            standing=self.state,
            agency=agency if isinstance(agency, Agency) else None,
            not_agency=own if agency == "others" else None,
            kind=self.kind,
            urgency=self.urgency,
            reference=plain_reference(self.reference),
            limit=limit,
            offset=offset,
        )

    def has(self, agency: Agency, own: Agency | None) -> bool:
        """Whether an agency's duties are among those that a viewer of the agency `own` chose."""
        match self.agency:
            case None:
                return own in (None, agency)
            case "any":
                return True
            case "others":
                return agency is not own
            case _:
                return agency is self.agency


_ROLES: dict[Whose, Role] = {"mine": Role.CASEWORKER, "team": Role.SUPERVISOR}


def by_urgency(
    counts: AlertCounts, choice: WorklistChoice, own: Agency | None
) -> dict[Urgency, int]:
    """How many alerts there are of the duties chosen, by urgency; no urgency of which is none."""
    found = dict.fromkeys(Urgency, 0)
    for (urgency, agency), alerts in counts.items():
        found[urgency] += alerts if choice.has(agency, own) else 0
    return {urgency: alerts for urgency, alerts in found.items() if alerts}


def plain_reference(written: str) -> str:
    """A reference as it was typed or pasted, without what pages write before it."""
    text = " ".join(written.split())
    label = next((label for label in _LABELS if text.lower().startswith(f"{label} ")), "")
    return text[len(label) :].strip()


def _chosen(
    whose: Annotated[Whose | None, _EmptyIsNone] = None,
    state: AlertFilter = "raised",
    agency: Annotated[Duties | None, _EmptyIsNone] = None,
    urgency: Annotated[Urgency | None, _EmptyIsNone] = None,
    kind: Annotated[AlertKind | None, _EmptyIsNone] = None,
    reference: Annotated[str, Query(max_length=100)] = "",
) -> WorklistChoice:
    return WorklistChoice(whose, state, agency, urgency, kind, reference)


TheChoice = Annotated[WorklistChoice, Depends(_chosen)]
"""What a viewer chose, by the query of the address."""
