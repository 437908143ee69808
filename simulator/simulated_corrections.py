"""What an agency reports wrongly and somebody notices: proposed, agreed or disputed, passed on."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from events.corrections import (
    CorrectionAcknowledged,
    CorrectionAgreed,
    CorrectionDisputed,
    CorrectionNotified,
    CorrectionProposed,
    DisputeReason,
)
from events.court import HearingListed, TrialListed
from events.identifiers import Agency
from events.identity import CaseLinked, VictimsMerged, VictimsUnmerged
from events.reporting import CrimeReported
from events.representatives import VictimDied
from simulator.chance import rows
from simulator.simulated_case import Case, Happening

_TIME = "time"
_DAYS_WRONG = (-14, -7, -2, -1, 1, 2, 7, 14)
_NEVER_WRONG = CrimeReported | CaseLinked | VictimsMerged | VictimsUnmerged
"""Neither who is who, nor the report."""


@cache
def _values(kind: str) -> dict[str, list[str | None]]:
    """What is wrong in a kind of fact beside its time: a field, and the values it may have."""
    values: dict[str, list[str | None]] = defaultdict(list)
    for row in rows("mistakes.csv"):
        if row["fact"] == kind:
            values[row["field"]].append(row["value"] or None)
    return values


def go_wrong(case: Case) -> None:
    """In a few cases something is reported wrongly, and somebody notices; a false death always."""
    chance = case.chance
    happened = [each for each in case.happenings if each.at < case.world.over]
    alive = [each for each in happened if each.fact == VictimDied(died=False)]
    if not alive and not chance.likely("something told wrongly"):
        return
    could_be = alive or [e for e in happened if not isinstance(e.fact, _NEVER_WRONG)]
    what = chance.rng.choice(could_be)
    field, wrong = ("died", replace(what, fact=VictimDied())) if alive else _mistake(case, what)
    case.mistakes[what.id] = wrong
    noticed = chance.after(max(what.at, wrong.at), "mistake noticed")
    other = chance.choose("mistake noticed by", Agency)
    by = what.agency if chance.likely("mistake noticed by its own agency") else other
    _correct(case, what, field, by, noticed)


def _mistake(case: Case, what: Happening) -> tuple[str, Happening]:
    """A field, and the happening as it is reported with a wrong value there.

    The force's naming of a victim comes as soon as it happens, so its time is never wrong.
    """
    rng, fact, values = case.chance.rng, what.fact, _values(what.fact.kind)
    in_time = not case.opens(what) and case.chance.likely("the time is wrong")
    moved = timedelta(days=rng.choice(_DAYS_WRONG), minutes=rng.randrange(60))
    if in_time or not (values or isinstance(fact, HearingListed | TrialListed)):
        return _TIME, replace(what, at=what.at + moved)
    if isinstance(fact, HearingListed | TrialListed):
        assert fact.starts_at, "a simulated court always says the time"
        starts = {"starts_at": fact.starts_at + moved}
        return "starts_at", replace(what, fact=fact.model_copy(update=starts))
    field = rng.choice(list(values))
    value = rng.choice([each for each in values[field] if each != _value(what, field)])
    wrong = type(fact).model_validate({**fact.model_dump(), field: value})
    return field, replace(what, fact=wrong)


def _value(what: Happening, field: str) -> str | None:
    """What is true, as a correction writes it."""
    if field == _TIME:
        return what.at.isoformat()
    value = what.fact.model_dump(mode="json")[field]
    return None if value is None else str(value)


def _correct(case: Case, what: Happening, field: str, by: Agency, noticed: datetime) -> None:
    name, value = f"C{what.id}", _value(what, field)
    proposal = CorrectionProposed(correction=name, event=what.identity, field=field, value=value)
    case.say(noticed, by, proposal)
    agreement = CorrectionAgreed(proposed_by=by, correction=name)
    own = by is what.agency
    agreed = noticed if own else _answer(case, what, agreement, noticed)
    if agreed:
        _pass_on(case, what, agreement, agreed)


def _answer(
    case: Case, what: Happening, agreement: CorrectionAgreed, noticed: datetime
) -> datetime | None:
    """What the agency that reported it says, some weeks later; when it agreed, if it did."""
    answer = case.chance.choose("correction answered", str)
    at = case.chance.after(noticed, "correction answered")
    if answer == "not":
        return None
    if answer != "agreed":
        in_the_end = answer == "agreed-in-the-end"
        reason = DisputeReason.CANNOT_BE_ASCERTAINED if in_the_end else DisputeReason(answer)
        case.say(at, what.agency, CorrectionDisputed(**agreement.model_dump(), reason=reason))
        if not in_the_end:
            return None
        at = case.chance.after(at, "correction answered")
    case.say(at, what.agency, agreement)
    return at


def _pass_on(case: Case, what: Happening, agreed: CorrectionAgreed, at: datetime) -> None:
    """Those who had the wrong value hear of the correction, and mostly take it over."""
    chance = case.chance
    others = sorted({each.agency for each in case.happenings if each.at < at} - {what.agency})
    for recipient in chance.rng.sample(others, min(len(others), chance.rng.randint(1, 2))):
        passed = chance.after(at, "correction passed on")
        notified = CorrectionNotified(**agreed.model_dump(), recipient=recipient)
        case.say(passed, what.agency, notified)
        taken = CorrectionAcknowledged(**agreed.model_dump())
        case.maybe("correction taken over", passed, recipient, taken)
