"""Stories of channels that answer as nobody thought of: they stop one message, and no other."""

import asyncio
from datetime import timedelta
from pathlib import Path

from notifier.channels.channel import SendResult, Sent, TemporaryFailure
from notifier.channels.channel_settings import TeamEndpoint
from notifier.message import Message
from notifier.notification_record import RECORD, written
from notifier.notifier_counts import NotifierCounts, notifier_counts
from notifier.quiet_times import QuietTimes
from notifier.sending import Sending
from running_notifier import an_alert, assigned
from told_people import Office, london

FRIDAY = london("2026-06-12 10:00")
GOOD = an_alert("good", raised=FRIDAY)


def opened(folder: Path, **endpoints: TeamEndpoint) -> Office:
    """A caseworker who has the case, on a Friday morning."""
    office = Office(folder, FRIDAY - timedelta(days=3), endpoints=endpoints)
    office.signs_in()
    office.reads(assigned())
    office.now = FRIDAY
    return office


def counts(office: Office) -> NotifierCounts:
    found = notifier_counts(office.folder / RECORD, written(office.now))
    assert found
    return found


class OddChannel:
    """A channel whose answers nobody thought of."""

    name = "email"

    def __init__(self, *answers: SendResult) -> None:
        self.answers = list(answers)

    async def send(self, address: str, message: Message) -> SendResult:
        return self.answers.pop(0)

    async def was_sent(self, address: str, message: Message) -> bool | None:
        raise LookupError


def sending(office: Office, *answers: SendResult) -> Sending:
    channel = OddChannel(*answers)
    return Sending(office.claims, {"email": channel, "webhook": channel}, lambda: office.now)


def test_an_answer_that_cannot_be_noted_stops_that_message_alone(tmp_path: Path) -> None:
    """Given a channel that asks to wait for longer than there are days."""
    desk = TeamEndpoint(channel="webhook", endpoint="desk")
    office = opened(tmp_path, **{"met-police": desk})
    office.reads(GOOD)
    office.planning.plan(office.now)

    async def sent() -> None:
        on_their_way = sending(office, TemporaryFailure("later", 1e300), Sent())
        on_their_way.start(QuietTimes(office.now, office.policy, {}))
        await on_their_way.finish()

    asyncio.run(sent())

    assert (counts(office).sent, counts(office).dead) == (1, 1)
    assert counts(office).left_out[0].error.startswith("OverflowError at notifier/retry_times.py:")


def test_what_was_claimed_and_cannot_be_read_or_asked_about_stops_no_start(tmp_path: Path) -> None:
    office = opened(tmp_path)
    office.reads(GOOD)
    office.planning.plan(office.now)
    times = QuietTimes(office.now, office.policy, {})
    (claim,) = office.claims.new(times, (), 10)
    asyncio.run(sending(office).recover())  # the channel raises: nobody knows whether it was sent
    assert counts(office).pending == 1
    office.claims.again(times, (), 10)
    office.record.do("UPDATE messages SET content = 'not JSON'")

    asyncio.run(sending(office).recover())

    (dead,) = counts(office).given_up
    assert dead.error.startswith("JSONDecodeError")
    assert claim.recipient == dead.recipient
