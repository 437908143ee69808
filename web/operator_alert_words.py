"""What an agency's operators are alerted to, and what to do first, in words."""

from agencies.operator_alerts import OperatorAlert, OperatorAlertKind
from web import wording
from web.formats import counted, moment


def what(alert: OperatorAlert) -> str:
    """What happened, without a full stop."""
    since = moment(alert.since)
    match alert.kind:
        case OperatorAlertKind.PAUSED:
            return f"Intake paused since {since}: too many events were refused"
        case OperatorAlertKind.REFUSED:
            refused = f"{counted(alert.count, 'event')} refused from {since} on"
            return f"{refused}. {wording.REASONS[alert.about]}"
        case OperatorAlertKind.MISSING_NUMBERS:
            missing = f"{counted(alert.count, 'number')} missing"
            return f"{missing} from {since} on in the sequence of {alert.about}"


def to_do_elsewhere(alert: OperatorAlert) -> str:
    """The same where what was refused does not stand below it."""
    return to_do(alert).replace(", named below", "").replace(" named below", "")


def to_do(alert: OperatorAlert) -> str:
    """What to do first, without a full stop."""
    match alert.kind:
        case OperatorAlertKind.PAUSED:
            return "See what was refused, mend the cause, then let intake go on"
        case OperatorAlertKind.REFUSED:
            return wording.REMEDIES[alert.about]
        case OperatorAlertKind.MISSING_NUMBERS:
            return "Send these events again; of those that were refused, mend them first"


def command(alert: OperatorAlert) -> str:
    """The command that helps with it."""
    match alert.kind:
        case OperatorAlertKind.PAUSED:
            return f"journey rejected resume {alert.agency}"
        case _:
            return f"journey rejected list --agency {alert.agency}"


def line(alert: OperatorAlert) -> str:
    """The same in one line, for the command line."""
    return f"{alert.agency}: {what(alert)}. {to_do_elsewhere(alert)}: {command(alert)}"
