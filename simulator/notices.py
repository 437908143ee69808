"""What the agencies tell each other, above all the witness care unit: sent, and mostly received."""

from datetime import datetime, timedelta

from events.court import HearingListed, TrialListed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from simulator.case import Case
from simulator.chances import likely
from simulator.world import World

_UNIT = Agency.WITNESS_CARE


def notify(
    world: World,
    case: Case,
    sender: Agency,
    about: NoticeAbout,
    sent: datetime,
    to: Agency = _UNIT,
) -> None:
    """One agency sends another a notice, which reaches it within hours or a day, or never."""
    case.say(sent, sender, NoticeSent(to=to, about=about))
    if not likely(world, "notice lost"):
        received = sent + timedelta(minutes=world.rng.randrange(2, 30 * 60))
        case.say(received, to, NoticeReceived(sender=sender, about=about))


def list_hearing(
    world: World, case: Case, listed: datetime, fact: HearingListed | TrialListed
) -> None:
    """The court lists a hearing; it says when the unit knew, or the unit is sent a notice."""
    minutes = timedelta(minutes=world.rng.randrange(5, 600))
    if likely(world, "listing says when it was known"):
        case.say(listed, Agency.HMCTS, fact, known=listed + minutes)
    else:
        case.say(listed, Agency.HMCTS, fact)
        notify(world, case, Agency.HMCTS, NoticeAbout.HEARING, listed + minutes)
