"""The duties of the Victims' Code and how each stands, in words for caseworkers."""

from datetime import date

from events.duties import GoodReason
from events.identifiers import Agency
from processors.victims_code.duty import Withdrawal
from processors.victims_code.rules import BY_CODE, RULES, CodeVersion, Rule, rule_of
from schemas.changes import ObligationState
from web.formats import counted, day
from web.wording import capital

SENTENCES = {
    "R3.1": "The police confirm to the victim in writing that the crime was reported",
    "R4.1": "The police ask what the victim needs, and decide on Enhanced Rights,"
    " when the crime is reported",
    "R4.2": "The police refer the victim to a service that supports victims",
    "R4.3": "The witness care unit asks a victim who must give evidence again what they need",
    "R6.1": "The police tell the victim that a suspect was arrested",
    "R6.2": "The police tell the victim that a suspect was interviewed under caution",
    "R6.3": "The police tell the victim that a suspect was released without charge",
    "R6.4": "The police tell the victim that a suspect was bailed or released under"
    " investigation, or that conditions of bail changed",
    "R6.5": "The police tell the victim that the crime will not be investigated, and why",
    "R6.6": "The police tell the victim whether a suspect is charged, or dealt with out of court,"
    " and why",
    "R6.7": "The CPS tells the victim that charges were dropped or changed substantially",
    "R6.8": "The police tell the victim when and where the first hearing is",
    "R6.9": "The police keep the victim up to date, as often as was agreed with them",
    "R8.1": "The witness care unit tells the victim when and where a hearing is",
    "R8.2a": "The court tells the witness care unit how a bail hearing ended",
    "R8.2b": "The witness care unit tells the victim how a bail hearing ended",
    "R8.3a": "The court tells the witness care unit that a warrant was issued, or what became"
    " of it",
    "R8.3b": "The witness care unit tells the victim that a warrant was issued, or what became"
    " of it",
    "R8.4": "The witness care unit tells the victim whether they must give evidence",
    "R9.1a": "The court tells the witness care unit how the case ended",
    "R9.1b": "The witness care unit tells the victim how the case ended, and why",
    "R9.2a": "The court tells the witness care unit of the sentence",
    "R9.2b": "The witness care unit tells the victim of the sentence, what it means, and that"
    " they may ask for a sentence to be reviewed that seems too lenient",
    "R9.3": "The witness care unit tells the victim of an appeal",
    "R10.1": "The CPS pays the expenses of a victim who came to court as a witness",
    "R11.1": "The witness care unit passes the victim's details to the Victim Contact Scheme",
    "R11.2": "A victim liaison officer of the Probation Service gets in touch with the victim",
    "R12.1": "Whoever the victim complained about says that they have the complaint",
    "ULS": "The victim may ask that a sentence be reviewed that seems too lenient",
    "VRR": "The CPS reviews its decision not to prosecute, as the victim asked",
}
"""What each rule asks of whom, in a sentence without its full stop."""

STATES = {
    ObligationState.OPEN: "Not yet done",
    ObligationState.DISCHARGED: "Done in time",
    ObligationState.DISCHARGED_LATE: "Done late",
    ObligationState.BREACHED: "Late and not done",
    ObligationState.EXCUSED: "Excused for a good reason",
    ObligationState.WITHDRAWN: "No longer owed",
}

REASONS: dict[str, str] = {
    Withdrawal.CASE_ENDED: "the case had ended",
    Withdrawal.CHARGED: "a suspect was charged",
    Withdrawal.PROGRESS_UPDATES: "the victim did not want to hear how the case goes",
    Withdrawal.COURT_UPDATES: "the victim did not want to hear what happens at court",
    Withdrawal.RELEASE_UPDATES: "the victim did not want to hear of the offender's release",
    GoodReason.VICTIM_UNREACHABLE: "the victim could not be reached",
    GoodReason.UNSAFE_TO_CONTACT: "to contact the victim would not have been safe",
    GoodReason.VICTIM_ASKED_NOT_TO: "the victim asked not to be told",
    GoodReason.LEGAL_RESTRICTION: "the law did not allow it",
    GoodReason.SAFEGUARDING_OPERATION: "it would have harmed an operation to protect people",
    GoodReason.MAJOR_INCIDENT: "a major incident left no one to do it",
    GoodReason.INFORMATION_NOT_AVAILABLE: "the duty-holder did not have the information",
}
"""Why a duty is no longer owed, or excused."""

EVIDENCE = {
    "primary": "primary source",
    "secondary": "secondary source",
    "unconfirmed": "not confirmed",
}
"""How well a rule is sourced."""


def name(rule: str | None) -> str:
    """A duty in short; without a rule, what an alert is of."""
    if rule is None:
        return "Approached over a channel that the victim called unsafe"
    return RULES[rule].obligation


def owed_by(agency: str | None) -> str:
    """Whose duty it is; nobody's, where it is the victim's own time to ask."""
    return Agency(agency).label if agency else "nobody: the victim’s own time to ask"


def cited(code: str, rule: str) -> str:
    """A rule by its code, the version of the Victims' Code, and how well it is sourced."""
    return f"{rule} of the {code} Code, {EVIDENCE[rule_of(code, rule).evidence]}"


def marked(code: str, rule: str) -> str:
    """A rule by its code, marked if nobody has read it in a source."""
    return rule if rule_of(code, rule).is_confirmed else f"{rule} (not confirmed)"


def sourced(rule: Rule) -> str:
    """Where a rule was read, and how well that sources it."""
    return f"{capital(rule.source)} ({EVIDENCE[rule.evidence]})"


def why_ended(state: ObligationState, reason: str | None) -> str | None:
    """Why a duty was excused or is no longer owed; None of one that was done or still stands."""
    if reason:
        return REASONS[reason]
    if state is ObligationState.WITHDRAWN:
        return "the victim’s time to ask is over"
    return None


def stands(state: ObligationState, reason: str | None) -> str:
    """How a duty stands, with the reason if it was not done."""
    why = why_ended(state, reason)
    return f"{STATES[state]}: {why}" if why else STATES[state]


def within(rule: Rule, days: int | None) -> str:
    """In how many days, as a rule counts them: "within 5 working days"."""
    if days is None:
        return rule.unit
    if days == 0:
        return "on the same day"
    if rule.rule == "R6.9":
        return f"every {counted(days, 'day')}, until another frequency is agreed"
    return f"within {counted(days, 'working day' if rule.in_working_days else 'day')}"


def asks(rule: Rule) -> str:
    """What a rule asks of whom, and in how many days."""
    days, enhanced = within(rule, rule.standard), within(rule, rule.enhanced)
    also = f", {enhanced} with Enhanced Rights" if enhanced != days else ""
    return f"{SENTENCES[rule.rule]}: {days}{also}"


def in_force(code: str) -> str:
    """A version of the Code with the days it is in force."""
    return f"{BY_CODE[code].title}, {_between(BY_CODE[code])}"


def _between(code: CodeVersion) -> str:
    def told(word: str, value: date | None) -> str:
        return f" {word} {day(value)}" if value else ""

    if code.since is None:
        return "not in force"
    return f"in force{told('from', code.since)}{told('to', code.until)}"
