"""Writes alerts to operators where the notifier reads them: it never reads the database."""

import asyncio
from datetime import datetime
from functools import partial

from agencies.operator_alerts import OperatorAlert, OperatorAlertState, operator_alerts
from projections.store import Store
from runtime.compacted_records import newest_records, write_records
from runtime.repeated_measuring import measure_repeatedly
from schemas.operator_notices import OperatorNotice, decode_notice, encode_notice
from schemas.topics import OPERATOR_ALERTS
from web import operator_alert_words

EVERY = 60.0
"""Seconds between two looks."""


async def write_notices(store: Store, bootstrap: str, stopping: asyncio.Event) -> None:
    """Write what is new or changed, at once and then each minute, until `stopping` is set."""
    measure = partial(write_changed_notices, store, bootstrap)
    await measure_repeatedly("alerts to operators", measure, EVERY, stopping)


def write_changed_notices(store: Store, bootstrap: str, now: datetime) -> None:
    """Write the alerts that changed; one that is no more has a record without a value.

    KafkaError, DatabaseAwayError where one is away.
    """
    written = newest_records(bootstrap, OPERATOR_ALERTS, decode_notice)
    notices = {str(each.id): _notice(each) for each in operator_alerts(store, now)}
    changed: dict[str, bytes | None] = {
        identity: encode_notice(notice)
        for identity, notice in notices.items()
        if written.get(identity) != notice
    }
    changed |= {each: None for each, was in written.items() if was and each not in notices}
    if changed:
        write_records(bootstrap, OPERATOR_ALERTS, changed, "operator-alerts")


def _notice(alert: OperatorAlert) -> OperatorNotice:
    what = operator_alert_words.what(alert)
    says = f"{what}. {operator_alert_words.to_do_elsewhere(alert)}"
    is_over = alert.state is OperatorAlertState.RESOLVED
    return OperatorNotice(alert.agency, alert.since, is_over, says)
