"""What to do about an alert that warns of something else than a duty of the agency itself."""

from datetime import date

from caseworkers.alert_lines import AlertLine
from processors.victims_code.hearing_names import short_hearing
from schemas.alert_row import AlertKind
from web import obligation_words
from web.formats import short_day
from web.sentences.phrases import by, the
from web.sentences.protection_sentences import short_order


def event_act(
    alert: AlertLine,
    whom: str,
    started: str | None,
    today: date | None = None,
    *,
    to_the_minute: bool = False,
) -> str:
    """What to do about what is no duty. `started` is when its event was; None if not shown.

    It says so of a day that is over before `today`. A hearing is told apart by its day, and by when
    it was listed only `to_the_minute`.
    """
    on, since = (f" on {started}", f" since {started}") if started else ("", "")
    match alert.kind:
        case AlertKind.SILENCE:
            return f"Get in touch with {whom}: no contact has reached them{since}"
        case AlertKind.HEARING_NEAR:
            listed = f", listed{on}," if on and to_the_minute else ""
            hearing = f"{_hearing(alert)}{_held(alert, today)}"
            return f"Tell {whom} when and where the {hearing}{listed} is: it is near"
        case AlertKind.CUSTODY_LIMIT_NEAR:
            return _custody_limit(alert, whom, on, today)
        case AlertKind.PROTECTION_ENDING:
            order = f"{short_order(alert.detail)}{_against(alert)}"
            return f"See whether {whom} needs protection once the {order} ends"
        case AlertKind.REFERRAL_WAITING if alert.other_agency:
            return f"Answer the referral of {whom} by {the(alert.other_agency)}{on}"
        case AlertKind.REFERRAL_WAITING:
            return f"Ask the support service for its answer to the referral of {whom}{on}"
        case AlertKind.DATA_DISPUTED:
            other = the(alert.other_agency) if alert.other_agency else "the other agency"
            return f"Settle with {other} the event that you do not agree on{since}"
        case _:
            return _unsafe(alert, whom, on)


def _custody_limit(alert: AlertLine, whom: str, on: str, today: date | None) -> str:
    held = obligation_words.about(alert.suspect) or "the defendant"
    if today and alert.due_on and alert.due_on < today:
        return f"Find out whether {held} is still held, and warn {whom}: the time limit is over"
    decided = f", set{on}," if on else ""
    return f"Ask the court to extend the custody time limit of {held}{decided} or warn {whom}"


def _hearing(alert: AlertLine) -> str:
    whom = obligation_words.about(alert.suspect)
    hearing = short_hearing(alert.trigger_kind, alert.detail)
    return hearing + (f" of {whom}" if whom else "")


def _held(alert: AlertLine, today: date | None) -> str:
    """On which day a hearing is, or in which week."""
    if alert.due_on is None:
        return ""
    return f" {'in the week of' if alert.in_week else 'on'} {short_day(alert.due_on, today)}"


def _against(alert: AlertLine) -> str:
    whom = obligation_words.about(alert.suspect)
    return f" against {whom}" if whom else ""


def _unsafe(alert: AlertLine, whom: str, on: str) -> str:
    channel = f" {by(alert.channel)}" if alert.channel else ""
    agency = the(alert.agency)
    staff = f"{alert.recorded_by} of {agency}" if alert.recorded_by else agency
    how = f":{channel}{on}," if channel or on else ""
    return f"Unsafe contact{how} by {staff}. Agree anew with {whom} how to be in contact"
