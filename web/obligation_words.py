"""The duties of the Victims' Code and their states, in words for caseworkers."""

from datetime import date, datetime
from uuid import UUID

from caseworkers.journey_answers import ObligationLine
from events.clocks import london_date, london_midnight
from events.duties import GoodReason
from events.identifiers import Agency
from events.investigating_bodies import InvestigatingBody
from events.representatives import OwedTo
from processors.victims_code.all_duties import DUTIES, ROLLING_RULES
from processors.victims_code.duty import Withdrawal
from processors.victims_code.hearing_names import short_hearing
from processors.victims_code.rules import BY_CODE, RULES, CodeVersion, Rule, rule_of
from processors.victims_code.triggered_duty import NoDay
from schemas.changes import Obligation, ObligationState
from web import wording
from web.formats import counted, day, london_day, moment
from web.recipient_words import about_recipient
from web.sentences.protection_sentences import short_order
from web.wording import capital

SENTENCES = {duty.rule: duty.sentence for duty in DUTIES}
"""What each rule asks of whom, in a sentence without its full stop."""

STATES = {
    ObligationState.OPEN: "Not yet done",
    ObligationState.DISCHARGED: "Done in time",
    ObligationState.DISCHARGED_LATE: "Done late",
    ObligationState.BREACHED: "Late and not done",
    ObligationState.EXCUSED: "Excused for a good reason",
    ObligationState.WITHDRAWN: "No longer owed",
}

_DONE = "Done"
"""The state of a duty that is due by no day: nothing says that it was done in time."""

TOTALS = STATES | {ObligationState.DISCHARGED: "Done in time, or due by no day and done"}
"""The same of a count of duties, of which some are due by no day."""

REASONS: dict[str, str] = {
    NoDay.RECEIPT: "nobody has reported when the news arrived, which starts its clock",
    NoDay.TRIAL: "no date is known of a trial or of a hearing for the victim’s evidence",
    NoDay.TELLING: "nobody has reported that the victim was told, which starts the time",
    NoDay.ELIGIBILITY: "it is not known whether the victim is eligible",
    Withdrawal.CASE_ENDED: "the case had ended",
    Withdrawal.CHARGED: "every suspect was charged or the case against them had ended",
    Withdrawal.HEARING_OFF: "the hearing was taken out of the list",
    Withdrawal.HEARING_MOVED: "the hearing was listed anew, and the same is owed of that listing",
    Withdrawal.VICTIM_DIED: "the victim died",
    Withdrawal.NOT_REQUIRED: "it was decided later that the victim need not give evidence",
    Withdrawal.HELD_ELSEWHERE: "the case had gone to another body, which investigates it now",
    Withdrawal.PROGRESS_UPDATES: "the victim did not want to hear how the case goes",
    Withdrawal.COURT_UPDATES: "the victim did not want to hear what happens at court",
    Withdrawal.RELEASE_UPDATES: "the victim did not want to hear of the offender's release",
    Withdrawal.SCHEME_DECLINED: "the victim takes no part in the Victim Contact Scheme",
    Withdrawal.OFFENDER_DIED: "the offender died",
    Withdrawal.SENTENCE_REPLACED: "another sentence took its place",
    Withdrawal.CONVICTION_QUASHED: "the conviction was quashed or set aside",
    GoodReason.VICTIM_UNREACHABLE: "the victim could not be reached",
    GoodReason.UNSAFE_TO_CONTACT: "to contact the victim would not have been safe",
    GoodReason.VICTIM_ASKED_NOT_TO: "the victim asked not to be told",
    GoodReason.LEGAL_RESTRICTION: "the law did not allow it",
    GoodReason.SAFEGUARDING_OPERATION: "it would have harmed an operation to protect people",
    GoodReason.MAJOR_INCIDENT: "a major incident left no one to do it",
    GoodReason.INFORMATION_NOT_AVAILABLE: "the duty-holder did not have the information",
    GoodReason.VICTIM_DIED: "the victim died",
}
"""Why a duty is no longer owed, or excused, or is due by no day."""

EVIDENCE = {
    "primary": "primary source",
    "secondary": "secondary source",
    "unconfirmed": "not confirmed",
}
"""How good the source of a rule is."""


def name(rule: str) -> str:
    """A duty in short."""
    return RULES[rule].obligation


def since_what(
    suspect: str | None,
    trigger_kind: str,
    triggered: datetime | None,
    known_by: UUID | None = None,
    detail: str = "",
) -> str:
    """What raised a duty, when, and about whom; empty where none of that may be shown.

    If `known_by` is given, its clock started later: when the victim became known. `detail` is of
    which kind the hearing or the order was.
    """
    raised = wording.KINDS[trigger_kind] if trigger_kind else ""
    raised += f" ({_detail(trigger_kind, detail)})" if raised and detail else ""
    if triggered and known_by:
        raised += f"; the clock started when this victim became known, {_start(triggered)}"
    elif triggered:
        raised = f"{raised}, {_start(triggered)}" if raised else f"since {_start(triggered)}"
    whom = capital(about(suspect))
    return f"{whom}: {wording.lower_first(raised)}" if whom and raised else whom or raised


def _detail(trigger_kind: str, detail: str) -> str:
    of_order = trigger_kind.startswith("protective-order")
    return short_order(detail) if of_order else short_hearing(trigger_kind, detail)


def _start(instant: datetime) -> str:
    """The moment at which a clock started; its day where that is all that is known."""
    by_day = instant == london_midnight(london_date(instant))
    return london_day(instant) if by_day else moment(instant)


def about(suspect: str | None) -> str:
    """Whom a duty is about; empty where it is about the case, or its only suspect."""
    if suspect is None:
        return ""
    if suspect == "unsaid":
        return "a suspect, nothing says which"
    return f"suspect {suspect}" if suspect.isdecimal() else f"the suspect with ASN {suspect}"


def owed_by(agency: str | None, held_by: str | None = None) -> str:
    """The agency that owes a duty; nobody owes the victim's own time to ask.

    Where a body has the case that publishes nothing here, the agency that had it last asks there.
    """
    if agency is None:
        return "nobody: the victim’s own time to ask"
    asks = f" (the case is with {InvestigatingBody(held_by).label}: ask there)" if held_by else ""
    return Agency(agency).label + asks


def cited(code: str, rule: str) -> str:
    """A rule by its code, the version of the Victims' Code, and how good its source is."""
    return f"{rule} of the {code} Code, {EVIDENCE[rule_of(code, rule).evidence]}"


def marked(code: str, rule: str) -> str:
    """A rule by its code, marked if nobody has read it in a source."""
    return rule if rule_of(code, rule).is_confirmed else f"{rule} (not confirmed)"


def sourced(rule: Rule) -> str:
    """The source of a rule, and how good that source is."""
    return f"{capital(rule.source)} ({EVIDENCE[rule.evidence]})"


def why_ended(
    state: ObligationState,
    reason: str | None,
    suspect: str | None = None,
    owed_to: OwedTo = OwedTo.VICTIM,
) -> str | None:
    """Why a duty was excused or is no longer owed, and about whom it was, if it was about one; or
    why it is due by no day. None where none of that.
    """
    if reason == Withdrawal.CASE_ENDED and suspect and suspect != "unsaid":
        return f"{REASONS[reason]} about {about(suspect)}"
    if reason == Withdrawal.VICTIM_DIED:
        return REASONS[reason]
    if reason:
        return about_recipient(REASONS[reason], owed_to)
    if state is ObligationState.WITHDRAWN:
        return "the victim’s time to ask is over"
    return None


def state_of(duty: ObligationLine | Obligation) -> str:
    """The state of a duty. What is due by no day is done, and never in time or late."""
    untimed = duty.due_on is None and duty.state is ObligationState.DISCHARGED
    return _DONE if untimed else STATES[duty.state]


def stands(duty: ObligationLine | Obligation) -> str:
    """The state of a duty, with the reason if there is one."""
    why, state = why_ended(duty.state, duty.reason, duty.suspect, duty.owed_to), state_of(duty)
    return f"{state}: {why}" if why else state


def stands_since(duty: ObligationLine | Obligation) -> str:
    """The same, with the day on which a duty was done that is due by none."""
    done_on = duty.ended if state_of(duty) == _DONE else None
    return f"{stands(duty)}\n{london_day(done_on)}" if done_on else stands(duty)


def within(rule: Rule, days: int | None) -> str:
    """In how many days, as a rule counts them: "within 5 working days"."""
    if not rule.is_timed:
        return "within 6 months, it is said: read the Act" if days else "the Code sets no day"
    if days is None:
        return rule.unit
    if rule.rule in ROLLING_RULES:
        often = f"every {counted(days, 'day')}"
        return f"{often} by the practice of forces, until another frequency is agreed"
    if rule.ends_on_working_day:
        return f"by the last working day within {counted(days, 'day')}"
    text = f"within {counted(days, 'working day' if rule.in_working_days else 'day')}"
    return f"{text}, and up to 3 months" if rule.stays_open else text


def due(due_on: date | None) -> str:
    """The day a duty is due; in words where it is due by none."""
    return day(due_on) if due_on else "no day is set"


def rule_sentence(rule: Rule) -> str:
    """The duty-holder, the duty and the time limit of a rule, in one sentence."""
    days, enhanced = within(rule, rule.standard), within(rule, rule.enhanced)
    also = f", {enhanced} with Enhanced Rights" if enhanced != days else ""
    return f"{SENTENCES[rule.rule]}: {days}{also}"


def in_force(code: str) -> str:
    """A version of the Code with the days it is in force."""
    return f"{BY_CODE[code].title}, {_between(BY_CODE[code])}"


def _between(code: CodeVersion) -> str:
    def bound(word: str, value: date | None) -> str:
        return f" {word} {day(value)}" if value else ""

    if code.since is None:
        return "not in force"
    return f"in force{bound('from', code.since)}{bound('to', code.until)}"
