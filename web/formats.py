"""Dates, times and numbers as GOV.UK writes them, in London's time."""

from datetime import date, datetime, time

from events.clocks import LONDON, Precision, london_date


def day(value: date) -> str:
    """A day: "4 March 2025"."""
    return f"{value.day} {value:%B %Y}"


def long_day(value: date) -> str:
    """A day with its weekday: "Tuesday 4 March 2025"."""
    return f"{value:%A} {day(value)}"


def london_day(instant: datetime) -> str:
    """The London day of an aware instant, where its time of day may not be known."""
    return day(london_date(instant))


def moment(instant: datetime) -> str:
    """An aware instant in London: "4 March 2025, 2:00pm", or midnight or midday."""
    local = instant.astimezone(LONDON)
    return f"{day(local.date())}, {_clock(local.time())}"


def for_input(instant: datetime) -> str:
    """An aware instant as a form's field for London's date and time takes it, to the second."""
    return f"{instant.astimezone(LONDON):%Y-%m-%dT%H:%M:%S}"


def _clock(at: time) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def occurred(instant: datetime, precision: Precision) -> str:
    """When something happened, as exactly as that is known and no more."""
    match precision:
        case Precision.INSTANT:
            return moment(instant)
        case Precision.DAY:
            return day(london_date(instant))
        case Precision.MONTH:
            return f"{london_date(instant):%B %Y}"
        case Precision.NOT_BEFORE_MONTH:
            return f"in or after {london_date(instant):%B %Y}"


def number(value: int) -> str:
    """A whole number with its thousands marked: "1,234"."""
    return f"{value:,}"


def counted(value: int, one: str, many: str = "") -> str:
    """A number and what is counted: "1 day", "2 days"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def pounds(pence: int) -> str:
    """An amount of money: "£1,250", or with its pence "£12.05"."""
    whole, rest = divmod(pence, 100)
    return f"£{number(whole)}.{rest:02}" if rest else f"£{number(whole)}"


def short_day(value: date, today: date | None) -> str:
    """A day, without its year where that is the year of `today`."""
    return f"{value.day} {value:%B}" if today and value.year == today.year else day(value)
