"""The health of alerts in words: shares, spans of time, and what each rule is."""

from caseworkers.alert_health import AlertTotals, RuleHealth, TeamTime
from web import obligation_words, wording
from web.formats import counted

HOUR, DAY = 3600, 86_400


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
