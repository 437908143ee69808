"""Who is on police bail, where an offender is, and on what licence: what may be shown of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from caseworkers.restricted import Restricted
from events.after_sentence import LicenceCondition
from processors.case.custody.offender_whereabouts import offender_whereabouts
from processors.case.custody.standing_police_bail import standing_police_bail
from processors.case.history.case_history import CaseHistory
from processors.case.protection.standing_licences import standing_licences
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects, suspects
from schemas.log_records import LoggedFact


class _CustodyLine(BaseModel):
    """A line about one suspect of a case: `suspect` is as in `Obligation`.

    A line that is `hidden` from the viewer, because an event of it is disputed, has nothing here
    but its case.
    """

    model_config = ConfigDict(frozen=True)

    case_id: str
    suspect: str | None = None
    hidden: bool = False


class PoliceBailLine(_CustodyLine):
    """A suspect on police bail since a London day, last changed on another; None if not known."""

    since: date | None = None
    changed: date | None = None
    has_conditions: bool = False


class LicenceLine(_CustodyLine):
    """Conditions of an offender's licence since a London day; None if that is not known.

    `names_victim`: it was said that they protect this victim.
    """

    since: date | None = None
    conditions: list[LicenceCondition] = []
    names_victim: bool = False


class WhereaboutsLine(_CustodyLine):
    """Where an offender is since a London day, None if not known: the fact that said so last."""

    since: date | None = None
    kind: str = ""
    data: dict[str, Any] = {}


def police_bail_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[PoliceBailLine]:
    """The police bail that stands in some cases."""
    for history in histories:
        of_case = suspects(history)
        for bail in standing_police_bail(history, of_case):
            if _hidden(restricted, bail.since, bail.changed):
                yield PoliceBailLine(case_id=history.case, hidden=True)
                continue
            yield PoliceBailLine(
                case_id=history.case,
                suspect=_named(bail.suspect, of_case),
                since=bail.since.occurred.day,
                changed=bail.changed.occurred.day if bail.changed else None,
                has_conditions=bail.has_conditions,
            )


def licence_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[LicenceLine]:
    """The conditions of licences that stand in some cases."""
    for history in histories:
        of_case = suspects(history)
        for licence in standing_licences(history, of_case):
            if _hidden(restricted, licence.since):
                yield LicenceLine(case_id=history.case, hidden=True)
                continue
            yield LicenceLine(
                case_id=history.case,
                suspect=_named(licence.suspect, of_case),
                since=licence.since.occurred.day,
                conditions=list(licence.conditions),
                names_victim=licence.names_this_victim,
            )


def whereabouts_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[WhereaboutsLine]:
    """Where each offender of some cases is."""
    for history in histories:
        of_case = suspects(history)
        for suspect, logged in offender_whereabouts(history, of_case):
            if _hidden(restricted, logged):
                yield WhereaboutsLine(case_id=history.case, hidden=True)
                continue
            yield WhereaboutsLine(
                case_id=history.case,
                suspect=_named(suspect, of_case),
                since=logged.occurred.day,
                kind=logged.fact.kind,
                data=logged.fact.model_dump(mode="json"),
            )


def _hidden(restricted: Restricted, *facts: LoggedFact | None) -> bool:
    return restricted.hides(*(each.event for each in facts if each))


def _named(suspect: Suspect, of_case: Suspects) -> str | None:
    if suspect is NotOne.ALL or not of_case.are_several:
        return None
    return suspect.value if isinstance(suspect, NotOne) else str(suspect)
