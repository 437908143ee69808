"""How victims are reached, or not: over which channel, in which language, with what success."""

from datetime import datetime, timedelta

from events.contact import (
    Channel,
    ContactOutcome,
    ContactPurpose,
    ToldAbout,
    VictimContacted,
    VictimInformed,
)
from events.identifiers import Agency
from simulator.case import Case
from simulator.chance import Mix
from simulator.chances import likely
from simulator.hours import in_office_hours, later
from simulator.world import World

_CHANNELS = Mix(
    {
        Channel.TELEPHONE: 54,
        Channel.EMAIL: 15,
        Channel.TEXT: 10,
        Channel.IN_PERSON: 8,
        Channel.LETTER: 7,
        Channel.PORTAL: 5,
        Channel.VIDEO: 1,
    }
)
_FAILURES = Mix(
    {
        (Channel.TELEPHONE, ContactOutcome.NO_ANSWER): 60,
        (Channel.TELEPHONE, ContactOutcome.MESSAGE_LEFT): 28,
        (Channel.LETTER, ContactOutcome.UNDELIVERABLE): 5,
        (Channel.EMAIL, ContactOutcome.UNDELIVERABLE): 7,
    }
)
_PURPOSES = Mix(
    {
        ContactPurpose.WELFARE: 40,
        ContactPurpose.EVIDENCE: 25,
        ContactPurpose.ARRANGEMENTS: 15,
        ContactPurpose.SUPPORT: 15,
        ContactPurpose.OTHER: 5,
    }
)


def channel_for(world: World, case: Case, victim: str) -> Channel:
    """A channel: one that the victim called unsafe only by mistake."""
    unsafe = {channel for wish in case.wishes.get(victim, ()) for channel in wish.unsafe}
    channel = _CHANNELS.draw(world.rng)
    while channel in unsafe and not likely(world, "unsafe channel used all the same"):
        channel = _CHANNELS.draw(world.rng)
    return channel


def reached_by(world: World, case: Case, victim: str, about: ToldAbout) -> VictimInformed:
    """The victim was told, over some channel."""
    return VictimInformed(
        about=about, channel=channel_for(world, case, victim), outcome=ContactOutcome.REACHED
    )


def spoken_with(
    world: World,
    case: Case,
    victim: str,
    outcome: ContactOutcome = ContactOutcome.REACHED,
    language: str | None = None,
) -> VictimContacted:
    """Somebody spoke with the victim of something else, or tried to."""
    return VictimContacted(
        purpose=_PURPOSES.draw(world.rng),
        channel=channel_for(world, case, victim),
        outcome=outcome,
        language=language,
        interpreter=True if language else None,
    )


def try_in_vain(
    world: World,
    case: Case,
    agency: Agency,
    about: ToldAbout,
    between: tuple[datetime, datetime],
    victim: str,
) -> None:
    """One or two attempts between two instants that reach nobody."""
    start, end = between
    days = (end - start) / timedelta(days=1)
    for _ in range(world.rng.randint(1, 2)):
        channel, outcome = _FAILURES.draw(world.rng)
        tried = in_office_hours(world.rng, later(start, days * world.rng.random()))
        if tried < end:
            case.say(
                tried, agency, VictimInformed(about=about, channel=channel, outcome=outcome), victim
            )
