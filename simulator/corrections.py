"""What was told wrongly and noticed: proposed, agreed or disputed, passed on and taken over."""

from datetime import datetime
from enum import Enum, auto

from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    DisputeReason,
)
from events.identifiers import Agency
from simulator.case import Case
from simulator.chance import Gamma, Mix, chance
from simulator.chances import likely
from simulator.happening import Happening
from simulator.mistakes import can_be_mistaken, mistake, right_value
from simulator.support import after
from simulator.world import World


class _Answer(Enum):
    AGREED = auto()
    STANDS_BY_IT = auto()
    CANNOT_BE_ASCERTAINED = auto()
    KEPT_AS_EVIDENCE = auto()
    AGREED_IN_THE_END = auto()
    NONE = auto()


_ANSWERS = Mix(
    {
        _Answer.AGREED: 62,
        _Answer.STANDS_BY_IT: 9,
        _Answer.CANNOT_BE_ASCERTAINED: 4,
        _Answer.KEPT_AS_EVIDENCE: 8,
        _Answer.AGREED_IN_THE_END: 7,
        _Answer.NONE: 10,
    }
)
_REASONS = {
    _Answer.STANDS_BY_IT: DisputeReason.STANDS_BY_IT,
    _Answer.CANNOT_BE_ASCERTAINED: DisputeReason.CANNOT_BE_ASCERTAINED,
    _Answer.KEPT_AS_EVIDENCE: DisputeReason.KEPT_AS_EVIDENCE,
    _Answer.AGREED_IN_THE_END: DisputeReason.CANNOT_BE_ASCERTAINED,
}
_NOTICED_BY = Mix(
    {
        Agency.VICTIM_SUPPORT: 40,
        Agency.WITNESS_CARE: 25,
        Agency.CPS: 20,
        Agency.ADVOCATES: 15,
    }
)
_OWN = 0.3
"""Of the mistakes noticed, those that the agency itself puts right."""
_TO_NOTICE = Gamma(18, shape=1.5)
_TO_ANSWER = Gamma(12, shape=2)
_TO_PASS_ON = Gamma(2, shape=2)


def go_wrong(world: World, case: Case) -> None:
    """In a few cases something is told wrongly, and somebody notices."""
    if not likely(world, "something told wrongly"):
        return
    told = [each for each in case.happenings if each.at < world.over]
    what = world.rng.choice([each for each in told if can_be_mistaken(each)])
    wrong = case.mistakes[what.id] = mistake(world.rng, case, what)
    noticed = after(world, max(what.at, wrong.at), _TO_NOTICE)
    _put_right(world, case, what, _noticed_by(world, what), noticed)


def _noticed_by(world: World, what: Happening) -> Agency:
    found = _NOTICED_BY.draw(world.rng)
    return what.agency if chance(world.rng, _OWN) else found


def _put_right(world: World, case: Case, what: Happening, by: Agency, noticed: datetime) -> None:
    field = case.mistakes[what.id].field
    name = f"C{what.id}"
    proposed = CorrectionProposed(
        correction=name, event=what.identity, field=field, value=right_value(what, field)
    )
    case.say(noticed, by, proposed)
    agreed: datetime | None = noticed
    if by is not what.agency:
        agreed = _answer(
            world, case, what, CorrectionAgreed(proposed_by=by, correction=name), noticed
        )
    if agreed:
        _pass_on(world, case, what, CorrectionAgreed(proposed_by=by, correction=name), agreed)


def _answer(
    world: World, case: Case, what: Happening, agreement: CorrectionAgreed, noticed: datetime
) -> datetime | None:
    """What the agency that reported it says, some weeks later; when it agreed, if it did."""
    answer, at = _ANSWERS.draw(world.rng), after(world, noticed, _TO_ANSWER)
    if answer is _Answer.NONE:
        return None
    if reason := _REASONS.get(answer):
        disputed = CorrectionDisputed(**agreement.model_dump(), reason=reason)
        case.say(at, what.agency, disputed)
        if answer is not _Answer.AGREED_IN_THE_END:
            return None
        at = after(world, at, _TO_ANSWER)
    case.say(at, what.agency, agreement)
    return at


def _pass_on(
    world: World, case: Case, what: Happening, agreed: CorrectionAgreed, at: datetime
) -> None:
    """Those who had the wrong value are told of the right one, and mostly take it over."""
    spoken = {each.agency for each in case.happenings if each.at < at} - {what.agency}
    for recipient in world.rng.sample(sorted(spoken), min(len(spoken), world.rng.randint(1, 2))):
        told = after(world, at, _TO_PASS_ON)
        notified = CorrectionNotified(**agreed.model_dump(), recipient=recipient)
        case.say(told, what.agency, notified)
        if likely(world, "correction taken over"):
            taken = CorrectionAcknowledged(**agreed.model_dump())
            case.say(after(world, told, _TO_PASS_ON), recipient, taken)
