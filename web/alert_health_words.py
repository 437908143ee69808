"""The health of alerts in words: shares, spans of time, and what each rule is."""

from caseworkers.alert_health import BECAME, AlertTotals, RuleHealth, TeamTime
from web import obligation_words, wording
from web.formats import counted

HOUR, DAY = 3600, 86_400

WORDS = {
    "to_do": ("To do", "It stands, and nobody has taken it up."),
    "taken_up": ("Taken up or put off", "It stands, and somebody has taken it up or put it off."),
    "forgotten": (
        "Taken up and forgotten",
        "Somebody took it up or put it off, that ran out, and nothing followed: it is to do again.",
    ),
    "in_time": (
        "Done in time",
        "The alert said that a duty falls due soon, and it was done by its day.",
    ),
    "done_late": ("Done late", "The duty was done after its day."),
    "not_owed": (
        "Excused or no longer owed",
        "There was a good reason not to do it, or the duty ended while there was time.",
    ),
    "settled": (
        "Settled otherwise",
        "What it warned of, such as a referral without an answer, is over.",
    ),
    "replaced": (
        "Replaced",
        "A late alert took its place, or the day that it warned of has passed.",
    ),
    "retracted": (
        "Retracted",
        "It should never have been raised: it was done or no longer owed in time and the record of"
        " that came late, or what it rested on was corrected.",
    ),
    "closed": (
        "Closed by a supervisor",
        "A supervisor gave a reason. No record says that what it warned of was done.",
    ),
}
"""What became of alerts, in words: the name and the meaning of each number of `BECAME`."""


def became(of: AlertTotals) -> list[tuple[str, int, str]]:
    """What became of alerts: the name, how many, and what that means. They add up to the raised."""
    return [(WORDS[key][0], getattr(of, key), WORDS[key][1]) for key in BECAME]


def rule_name(rule: RuleHealth) -> str:
    """A rule with what it asks in short, or the kind of alert that has no rule."""
    if not rule.rule:
        return wording.ALERT_KINDS[rule.kind]
    return f"{rule.rule} {obligation_words.name(rule.rule)}"


def noise(of: AlertTotals) -> str:
    """Which part of what ended was noise, with the numbers."""
    if of.noise_share is None:
        return "none has ended"
    return f"{of.noise_share:.0%} ({of.noise:,} of {of.ended:,})"


def stood(team: TeamTime) -> str:
    """How long alerts of a team stood, or why that is not shown."""
    if team.median is None:
        return "not shown: too few alerts or people"
    return span(team.median)


def span(seconds: int) -> str:
    """A time in whole minutes, hours or days."""
    if seconds < HOUR:
        return counted(round(seconds / 60), "minute")
    if seconds < 2 * DAY:
        return counted(round(seconds / HOUR), "hour")
    return counted(round(seconds / DAY), "day")
