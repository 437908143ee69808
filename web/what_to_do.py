"""What to do about a duty, in the imperative: "Tell the victim of the arrest of suspect 2"."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.journey_answers import ObligationLine
from events.clocks import london_date
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import ClockStart
from schemas.alert_row import AlertKind
from web import obligation_words, recipient_words, wording
from web.alert_sentences import ASKS, event_act
from web.formats import day, moment

_UNIT = "the Witness Care Unit"

ACTS = {
    "R1.2": "Offer {whom} a free interpreter",
    "R3.1": "Confirm in writing to {whom} the crime reported{on}",
    "R4.1": "Ask {whom} what they need, and decide on Enhanced Rights",
    "R4.2": "Refer {whom} to a support service, unless they decline",
    "R4.3": "Ask {whom}, who must give evidence, again what they need",
    "R4.6": "Offer {whom} a referral to a specialist service",
    "R6.1": "Tell {whom} of the arrest of {suspect}{on}",
    "R6.2": "Tell {whom} of the interview of {suspect}{on}",
    "R6.3": "Tell {whom} of the release without charge of {suspect}{on}",
    "R6.4": "Tell {whom} of the bail or release of {suspect}{on}, and of its conditions",
    "R6.5": "Tell {whom} of the decision{on} not to investigate the crime, and why",
    "R6.6": "Tell {whom} of the decision{on} to charge {suspect}",
    "R6.7": "Tell {whom} that charges against {suspect} were dropped or changed{on}, and why",
    "R6.8": "Tell {whom} when and where the first hearing of {suspect} is",
    "R6.9": "Tell {whom} how the case goes",
    "R6.10": "Tell {whom} of the police decision{on} not to prosecute {suspect}, and why",
    "R6.11": "Tell {whom} of the CPS decision{on} not to charge {suspect}, why, and of the review",
    "R6.12": "Tell {whom} of the decision{on} to deal with {suspect} out of court",
    "R6.14": "Discuss with {whom} how often and how they are to be told",
    "R6.18": "Tell {whom} that the investigation was closed{on}, and why",
    "R6.20": "Tell {whom} that the case was transferred{on}, and to whom",
    "R7.1": "Tell {whom} that they may make a personal statement",
    "R7.5": "Offer {whom}, as bereaved, to make a personal statement",
    "R7.6": "Offer {whom} to make an impact statement",
    "R8.1": "Tell {whom} when and where the hearing of {suspect} is",
    "R8.1a": f"Tell {_UNIT} when and where the hearing of {{suspect}} is that was listed{{on}}",
    "R8.2a": f"Tell {_UNIT} how the bail hearing of {{suspect}}{{on}} ended",
    "R8.2b": "Tell {whom} how the bail hearing of {suspect} ended",
    "R8.3a": f"Tell {_UNIT} what became{{on}} of the warrant against {{suspect}}",
    "R8.3b": "Tell {whom} of the warrant against {suspect}, or what became of it",
    "R8.4": "Tell {whom} whether they must give evidence",
    "R8.4a": f"Tell {_UNIT} of the decision{{on}} whether the victim must give evidence",
    "R8.6": "Tell {whom} of the decision{on} on special measures",
    "R9.1a": f"Tell {_UNIT} how the case against {{suspect}} ended{{on}}",
    "R9.1b": "Tell {whom} how the case against {suspect} ended, and why",
    "R9.2a": f"Tell {_UNIT} of the sentence of {{suspect}}{{on}}",
    "R9.2b": "Tell {whom} of the sentence of {suspect}, what it means, and how to ask for a review",
    "R9.3": "Tell {whom} of the appeal of {suspect}, or of how it ended",
    "R9.3a": f"Tell {_UNIT} of the appeal of {{suspect}}, or of how it ended{{on}}",
    "VRR": "Review the decision not to prosecute {suspect}, as {whom} asked{on}",
    "VRR.1": "Wait: {whom} may ask the CPS to review its decision about {suspect}",
    "VRR.2": "Confirm to {whom} that you have their request{on} to review a decision",
    "VRR.3": "Review the police decision about {suspect}, as {whom} asked{on}, and tell them",
    "ULS": "Wait: {whom} may ask for a review of the sentence of {suspect}{on}",
    "ULS.1": "Wait: {whom} may ask for a review of the sentence of {suspect}{on} (Act of 2026)",
    "R10.1": "Pay {whom} the expenses that they claimed{on}",
    "R11.1": "Pass the details of {whom} to the Victim Contact Scheme after the sentence{on}",
    "R11.2": "Get in touch with {whom} for the Victim Contact Scheme",
    "R11.3": "Tell {whom} what the Parole Board decided{on} about {suspect}",
    "R11.4": "Tell {whom} what the sentence of {suspect} means",
    "R11.6": "Tell {whom} that a release of {suspect} is being considered",
    "R11.7": "Tell {whom} of the release of {suspect} from prison{on}",
    "R11.7a": "Tell {whom} of the recall of {suspect} to prison{on}",
    "R11.7b": "Tell {whom} of the discharge of {suspect} from hospital{on}",
    "R11.8": "Tell {whom} how to make a statement for the Parole Board about {suspect}",
    "R12.1": "Acknowledge, or answer, the complaint that {whom} made{on}",
    "R12.2": "Answer in full the complaint that {whom} made{on}",
}
"""What each rule asks of whoever owes it. `{on}` stands where its clock starts with that event."""

_OWN_EVENT = {duty.rule for duty in DUTIES if duty.clock is ClockStart.OCCURRED}


def what_to_do(
    duty: AlertLine | ObligationLine, today: date | None = None, *, to_the_minute: bool = False
) -> str:
    """What to do about a duty or an alert: who is to be told what of which suspect.

    It names the day of the event where the duty's clock starts with that; else, and where the
    victim became known later, since when the clock runs. The year of `today` is left out.
    """
    whom = recipient_words.WHOM[duty.owed_to]
    started = _started(duty, today, to_the_minute=to_the_minute)
    if isinstance(duty, AlertLine) and duty.rule is None:
        return event_act(duty, whom, started)
    acts = ASKS if isinstance(duty, AlertLine) and duty.kind is AlertKind.HAND_OFF else ACTS
    act = acts[duty.rule] if duty.rule else ""
    is_of_event = "{on}" in act and duty.rule in _OWN_EVENT and not duty.known_by
    on, since = (f" on {started}", "") if is_of_event else ("", f" (since {started})")
    said = act.format(whom=whom, suspect=_suspect(duty.suspect), on=on if started else "")
    return said + (since if started else "")


def _suspect(suspect: str | None) -> str:
    if suspect == "unsaid":
        return "a suspect (nothing says which)"
    return obligation_words.about(suspect) or "the suspect"


def _started(
    duty: AlertLine | ObligationLine, today: date | None, *, to_the_minute: bool
) -> str | None:
    instant = duty.triggered
    if instant is None:
        return None
    if to_the_minute:
        return moment(instant)
    return short_day(london_date(instant), today)


def short_day(value: date, today: date | None) -> str:
    """A day, without its year where that is the year of `today`."""
    return f"{value.day} {value:%B}" if today and value.year == today.year else day(value)


def told_apart(duties: Sequence[AlertLine], today: date | None = None) -> list[str]:
    """What to do about each of one victim's alerts, in as many words as tell them apart.

    Of alike ones the time of day is added, then the case, and at last which of how many it is.
    """
    said = [what_to_do(duty, today) for duty in duties]
    said = _more(said, [what_to_do(duty, today, to_the_minute=True) for duty in duties])
    said = _more(said, [f"{text}: {_case(duty)}" for text, duty in zip(said, duties, strict=True)])
    return _more(said, list(_numbered(said)))


def alerts_told_apart(alerts: Sequence[AlertLine]) -> list[str]:
    """The same of all alerts of one victim, where each stands beside its kind."""
    said: dict[UUID, str] = {}
    for kind in AlertKind:
        of_kind = [alert for alert in alerts if alert.kind is kind]
        said |= {a.id: text for a, text in zip(of_kind, told_apart(of_kind), strict=True)}
    return [said[alert.id] for alert in alerts]


def _more(said: Sequence[str], in_full: Sequence[str]) -> list[str]:
    times = Counter(said)
    pairs = zip(said, in_full, strict=True)
    return [full if times[text] > 1 else text for text, full in pairs]


def _case(duty: AlertLine) -> str:
    return wording.case_reference(duty.reference or duty.case_id)


def _numbered(said: Iterable[str]) -> Iterable[str]:
    said = list(said)
    times, so_far = Counter(said), Counter[str]()
    for text in said:
        so_far[text] += 1
        yield f"{text} ({so_far[text]} of {times[text]})"
