"""What to do about a duty, in the imperative: "Tell the victim of the arrest of suspect 2"."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from caseworkers.alert_lines import AlertLine
from caseworkers.journey_answers import ObligationLine
from events.clocks import london_date
from processors.victims_code.hearing_names import short_hearing
from processors.victims_code.imperatives import OF_THEIR_EVENT, WHOM, act_of
from schemas.alert_row import AlertKind
from web import obligation_words, wording
from web.alert_sentences import event_act
from web.formats import moment, short_day
from web.not_shown import WHAT_TO_DO, said_or
from web.sentences.protection_sentences import short_order


@said_or(WHAT_TO_DO)
def what_to_do(
    duty: AlertLine | ObligationLine, today: date | None = None, *, to_the_minute: bool = False
) -> str:
    """What to do about a duty or an alert: who is to be told what of which suspect.

    It names the day of the event where the duty's clock starts with that; else, and where the
    victim became known later, since when the clock runs. The year of `today` is left out.
    """
    whom = WHOM[duty.owed_to]
    started = _started(duty, today, to_the_minute=to_the_minute)
    if isinstance(duty, AlertLine) and duty.rule is None:
        return event_act(duty, whom, started, today, to_the_minute=to_the_minute)
    act = _act(duty, duty.rule) if duty.rule else ""
    is_of_event = "{on}" in act and duty.rule in OF_THEIR_EVENT and not duty.known_by
    on, since = (f" on {started}", "") if is_of_event else ("", f" (since {started})")
    said = act.format(**_named(duty), on=on if started else "")
    return said + (since if started else "")


def _named(duty: AlertLine | ObligationLine) -> dict[str, str]:
    """Who is told, of which suspect, and of which hearing or order."""
    suspect = _suspect(duty.suspect)
    return {
        "whom": WHOM[duty.owed_to],
        "suspect": suspect,
        "order": short_order(duty.detail),
        "hearing": short_hearing(duty.trigger_kind, duty.detail),
        "of": f" of {suspect}" if duty.suspect else "",
    }


def _act(duty: AlertLine | ObligationLine, rule: str) -> str:
    asks = isinstance(duty, AlertLine) and duty.kind is AlertKind.HAND_OFF
    return act_of(rule, duty.trigger_kind, asks=asks)


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


def told_apart(duties: Sequence[AlertLine], today: date | None = None) -> list[str]:
    """What to do about each of one victim's alerts, in as many words as tell them apart.

    Where several are alike the time of day is added, then the case, then which of how many it is.
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
