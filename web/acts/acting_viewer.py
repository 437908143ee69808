"""Who may act on whom: a named member of staff, on a victim of their own caseload."""

from fastapi import HTTPException

from access.viewer import Role
from caseworkers.act_events import Actor
from web.acts.act_kinds import SUPERVISORS_ONLY, ActKind, may_act
from web.request_access import RequestAccess

NO_STAFF_ID = (
    "You cannot act here: your sign-in does not say under which staff id your agency knows you,"
    " and each act is recorded under it. Ask whoever looks after sign-in at your agency."
)
READ_ONLY = (
    "You opened this journey with a reason, and so may read it. Only who has the victim on their"
    " caseload can act: ask for the case to be handed over to you."
)
SUPERVISORS = "Only a supervisor closes alerts."
OTHERS = "That is for another agency to do."
LEFT = "You cannot act: your agency says that you left."


def need_actor(access: RequestAccess) -> Actor:
    """Who acts. HTTPException 403 for somebody without an agency or a staff id, or who left."""
    viewer = access.viewer
    if viewer.agency is None or not viewer.staff:
        raise HTTPException(403, NO_STAFF_ID)
    if access.caseload.closed:
        raise HTTPException(403, LEFT)
    return Actor(viewer.agency, viewer.staff)


def need_own_victim(access: RequestAccess, victim: str) -> None:
    """Raise HTTPException 403 unless the victim is on the caseload: the broken glass is to read.

    Raises NotOnCaseloadError for who may not even read.
    """
    if access.need_victim(victim) is not None:
        raise HTTPException(403, READ_ONLY)


def may_act_on(access: RequestAccess, victim: str) -> bool:
    """Whether the viewer may act on what their agency owes a victim."""
    viewer = access.viewer
    return may_act(viewer, viewer.agency) and victim in access.caseload


def need_role(access: RequestAccess, kind: ActKind) -> None:
    """Raise HTTPException 403 where only supervisors do that."""
    if kind in SUPERVISORS_ONLY and not access.viewer.has(Role.SUPERVISOR):
        raise HTTPException(403, SUPERVISORS)
