"""Writes what operators and the task group are told where the notifier reads it.

The notifier never reads the database.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from agencies.operator_alerts import OperatorAlert, OperatorAlertState, operator_alerts
from projections.store import Store
from runtime.compacted_records import newest_records, write_records
from runtime.repeated_measuring import measure_repeatedly
from schemas.operator_notices import OperatorNotice, decode_notice, encode_notice
from schemas.topics import OPERATOR_ALERTS
from task_group.standing_stalls import RememberedStalls, StandingStall
from web import comparison_words, operator_alert_words

logger = logging.getLogger("journey")

_Told = TypeVar("_Told")

EVERY = 60.0
"""Seconds between two looks."""


async def write_notices(store: Store, bootstrap: str, stopping: asyncio.Event) -> None:
    """Write what is new or changed, at once and then each minute, until `stopping` is set."""
    stalls = RememberedStalls(store)
    measure = partial(write_changed_notices, store, bootstrap, stalls)
    await measure_repeatedly("alerts to operators and the task group", measure, EVERY, stopping)


def write_changed_notices(
    store: Store, bootstrap: str, stalls: RememberedStalls, now: datetime
) -> None:
    """Write the alerts that changed; one that is no more has a record without a value.

    KafkaError, DatabaseAwayError where one is away.
    """
    written = newest_records(bootstrap, OPERATOR_ALERTS, decode_notice)
    notices = notices_of(operator_alerts(store, now), stalls.now())
    changed: dict[str, bytes | None] = {
        identity: encode_notice(notice)
        for identity, notice in notices.items()
        if written.get(identity) != notice
    }
    changed |= {each: None for each, was in written.items() if was and each not in notices}
    if changed:
        write_records(bootstrap, OPERATOR_ALERTS, changed, "operator-alerts")


def notices_of(
    alerts: Iterable[OperatorAlert], stalls: Iterable[StandingStall]
) -> dict[str, OperatorNotice]:
    """What operators and the task group are told, by id.

    One whose words fail says without them where it is shown: all others are told as they are.
    """
    notices = {str(each.id): _worded(_to_operators, each, _of_alert) for each in alerts}
    return notices | {each.identity: _worded(_to_task_group, each, _of_stall) for each in stalls}


def _worded(
    words: Callable[[_Told], OperatorNotice],
    told: _Told,
    without_words: Callable[[_Told], OperatorNotice],
) -> OperatorNotice:
    try:
        return words(told)
    except Exception as error:  # noqa: BLE001 - the words of one stop no other
        logger.error("one notice is told without its words: %s", type(error).__name__)  # noqa: TRY400
        return without_words(told)


def _of_alert(alert: OperatorAlert) -> OperatorNotice:
    is_over = alert.state is OperatorAlertState.RESOLVED
    says = "Something is to be mended: the agency’s page shows what"
    return OperatorNotice(alert.agency, alert.since, is_over, says)


def _of_stall(standing: StandingStall) -> OperatorNotice:
    says = "A place began to stall: the hotspots show which"
    return OperatorNotice(None, standing.first_made, False, says, "/hotspots")


def _to_operators(alert: OperatorAlert) -> OperatorNotice:
    what = operator_alert_words.what(alert)
    says = f"{what}. {operator_alert_words.to_do_elsewhere(alert)}"
    is_over = alert.state is OperatorAlertState.RESOLVED
    return OperatorNotice(alert.agency, alert.since, is_over, says)


def _to_task_group(standing: StandingStall) -> OperatorNotice:
    stall = standing.stall
    where = {"by": stall.dimension, "stage": stall.stage, "place": stall.place}
    page = f"/hotspots?{urlencode({name: code for name, code in where.items() if code})}"
    says = comparison_words.began_to_stall(stall)
    return OperatorNotice(None, standing.first_made, False, says, page)
