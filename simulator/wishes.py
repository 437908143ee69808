"""How victims wish to be kept in touch, and what they do not wish to hear of."""

from datetime import datetime, timedelta

from events.contact import Channel, ContactAgreed, ContactOptedOut, OptedOutOf
from events.offences import OffenceGroup
from simulator.case import Case
from simulator.chance import Mix
from simulator.chances import likely
from simulator.happening import Wish
from simulator.hours import between, in_office_hours, later
from simulator.world import World

_EVERY_DAYS = Mix({7: 8, 14: 30, 21: 10, 28: 42, 42: 10})
_UNSAFE = Mix({Channel.LETTER: 40, Channel.TELEPHONE: 25, Channel.TEXT: 20, Channel.EMAIL: 15})
_SAFE = Mix({Channel.PORTAL: 10, Channel.IN_PERSON: 30, Channel.VIDEO: 20})
LANGUAGES = Mix({"pl": 20, "bn": 20, "ro": 18, "ur": 12, "pt": 10, "es": 10, "so": 6, "bfi": 4})
_OPTED_OUT_OF = Mix(
    {
        OptedOutOf.PROGRESS_UPDATES: 45,
        OptedOutOf.COURT_UPDATES: 20,
        OptedOutOf.RELEASE_UPDATES: 15,
        OptedOutOf.ALL: 20,
    }
)
_BY_THEN = timedelta(days=3)
_WITHIN_DAYS = 250


def ask_for_wishes(world: World, case: Case) -> None:
    """The police agree on contact with some victims; a few ask not to be told."""
    for victim in case.victims:
        if likely(world, "contact agreed"):
            when = between(case.reported, case.reported + _BY_THEN, world.rng.uniform(0.05, 1))
            _agree(world, case, victim, when, _unsafe(world, case))
            if likely(world, "contact agreed anew"):
                again = later(when, world.rng.uniform(10, _WITHIN_DAYS))
                unsafe = case.wishes[victim][0].unsafe
                _agree(world, case, victim, in_office_hours(world.rng, again), unsafe)
        if likely(world, "does not want to be told"):
            asked = later(case.reported, world.rng.uniform(0.05, _WITHIN_DAYS))
            asked = in_office_hours(world.rng, asked)
            of = _OPTED_OUT_OF.draw(world.rng)
            case.opted_out[victim] = asked, of
            case.say(asked, case.force, ContactOptedOut(of=of), victim)


def _agree(
    world: World, case: Case, victim: str, when: datetime, unsafe: frozenset[Channel]
) -> None:
    none = likely(world, "no regular contact wished")
    wish = Wish(when, None if none else _EVERY_DAYS.draw(world.rng), unsafe)
    case.wishes.setdefault(victim, []).append(wish)
    speaks = likely(world, "speaks another language")
    fact = ContactAgreed(
        every_days=wish.every_days,
        channels=(_SAFE.draw(world.rng),),
        unsafe_channels=tuple(sorted(wish.unsafe)),
        language=LANGUAGES.draw(world.rng) if speaks else None,
    )
    case.say(when, case.force, fact, victim)


def _unsafe(world: World, case: Case) -> frozenset[Channel]:
    domestic = case.offence.group is OffenceGroup.DOMESTIC_ABUSE
    what = "a channel is unsafe in domestic abuse" if domestic else "a channel is unsafe"
    return frozenset({_UNSAFE.draw(world.rng)} if likely(world, what) else ())
