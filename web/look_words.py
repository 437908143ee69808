"""Who looked, in plain English: roles, what was done, at what, and why."""

from access.audit_trail import AuditLine
from access.looks import BreakGlassReason, LookAction, Looked
from access.viewer import OWNER, Role
from events.identifiers import Agency
from schemas.look_records import LookEntry

ROLES = {
    Role.CASEWORKER: "caseworker",
    Role.SUPERVISOR: "supervisor",
    Role.TASK_GROUP: "task group",
    Role.AGENCY_OPERATOR: "agency operator",
    Role.PLATFORM_OPERATOR: "platform operator",
    Role.AUDITOR: "auditor",
    Role.PUBLISHER: "publisher",
}

REASONS = {
    BreakGlassReason.RISK: "There is a risk to the victim",
    BreakGlassReason.VICTIM_ASKS: "The victim asked me about their case",
    BreakGlassReason.COLLEAGUE_AWAY: "The colleague who has the case is away",
    BreakGlassReason.HANDOVER: "The case is being handed over to me",
    BreakGlassReason.COMPLAINT: "I deal with a complaint about the case",
}
"""Why somebody opens a journey beyond their caseload, as they say it."""

BECAUSE = {
    BreakGlassReason.RISK: "there is a risk to the victim",
    BreakGlassReason.VICTIM_ASKS: "the victim asked about their case",
    BreakGlassReason.COLLEAGUE_AWAY: "the colleague who has the case is away",
    BreakGlassReason.HANDOVER: "the case is being handed over",
    BreakGlassReason.COMPLAINT: "there is a complaint about the case",
}
"""The same as others read it."""

ACTIONS = {
    LookAction.CONSULTED: "looked at",
    LookAction.ALTERED: "changed",
    LookAction.DISCLOSED: "took out",
    LookAction.COMBINED: "combined",
    LookAction.ERASED: "erased",
}

THINGS = {
    Looked.WORKLIST: "the worklist",
    Looked.JOURNEY: "the journey",
    Looked.DUTY: "a duty",
    Looked.DIFFERENCES: "what became known between two moments",
    Looked.CORRECTIONS: "the corrections",
    Looked.AUDIT: "who looked",
    Looked.STATISTICS: "statistics",
}


def role(name: str) -> str:
    """A role's name; one that this version does not know is shown by its code."""
    return ROLES[Role(name)] if name in set(Role) else name


def because(reason: str) -> str:
    """Why the glass was broken; a reason that this version does not know is shown by its code."""
    return BECAUSE[BreakGlassReason(reason)] if reason in set(BreakGlassReason) else reason


def what_was_done(line: AuditLine) -> str:
    """What somebody did: "looked at the journey"."""
    match line.entry:
        case LookEntry.BREAK_GLASS:
            return "opened the journey beyond their caseload"
        case LookEntry.NOTICE_SEEN:
            return "has seen that a journey was opened beyond a caseload"
        case LookEntry.LOOK:
            return f"{_done(line.action or '')} {_thing(line.kind or '')}"


def for_whom(line: AuditLine) -> str:
    """Which agency got to see it."""
    if line.issuer == OWNER:
        return "the machine’s owner"
    return Agency(line.to_whom).label if line.to_whom in set(Agency) else "no agency"


def _done(action: str) -> str:
    return ACTIONS[LookAction(action)] if action in set(LookAction) else action


def _thing(kind: str) -> str:
    return THINGS[Looked(kind)] if kind in set(Looked) else kind
