"""Who is on police bail, where an offender is, and on what licence: what may be shown of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from caseworkers.restricted import Restricted
from events.after_sentence import LicenceCondition
from processors.case.custody.offender_whereabouts import offender_whereabouts
from processors.case.custody.standing_police_bail import standing_police_bail
from processors.case.history.case_history import CaseHistory
from processors.case.protection.standing_licences import standing_licences
from processors.case.suspects.case_suspects import Suspect, Suspects, suspects, written
from schemas.log_records import LoggedFact


class _CustodyLine(BaseModel):
    """A line about one suspect of a case, since a London day: `suspect` is as in `Obligation`.

    A line that is `hidden` from the viewer, because an event of it is disputed, has nothing here
    but its case.
    """

    model_config = ConfigDict(frozen=True)

    case_id: str
    suspect: str | None = None
    since: date | None = None
    hidden: bool = False


_Line = TypeVar("_Line", bound=_CustodyLine)


class PoliceBailLine(_CustodyLine):
    """A suspect on police bail since a London day, last changed on another; None if not known."""

    changed: date | None = None
    has_conditions: bool = False


class LicenceLine(_CustodyLine):
    """Conditions of an offender's licence since a London day; None if that is not known.

    `names_victim`: it was said that they protect this victim.
    """

    conditions: list[LicenceCondition] = []
    names_victim: bool = False


class WhereaboutsLine(_CustodyLine):
    """Where an offender is since a London day, None if not known: the fact that said so last."""

    kind: str = ""
    data: dict[str, Any] = {}


def police_bail_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[PoliceBailLine]:
    """The police bail that stands in some cases."""
    for case in _cases(histories, restricted):
        for bail in standing_police_bail(case.history, case.suspects):
            yield case.line(
                PoliceBailLine,
                bail.suspect,
                bail.since,
                bail.changed,
                changed=bail.changed.occurred.day if bail.changed else None,
                has_conditions=bail.has_conditions,
            )


def licence_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[LicenceLine]:
    """The conditions of licences that stand in some cases."""
    for case in _cases(histories, restricted):
        for licence in standing_licences(case.history, case.suspects):
            yield case.line(
                LicenceLine,
                licence.suspect,
                licence.since,
                conditions=list(licence.conditions),
                names_victim=licence.names_this_victim,
            )


def whereabouts_lines(
    histories: Iterable[CaseHistory], restricted: Restricted
) -> Iterator[WhereaboutsLine]:
    """Where each offender of some cases is."""
    for case in _cases(histories, restricted):
        for suspect, logged in offender_whereabouts(case.history, case.suspects):
            data = logged.fact.model_dump(mode="json")
            yield case.line(WhereaboutsLine, suspect, logged, kind=logged.fact.kind, data=data)


@dataclass(frozen=True, slots=True)
class _Case:
    """A case, its suspects, and what of it is hidden from the viewer."""

    history: CaseHistory
    suspects: Suspects
    restricted: Restricted

    def line(
        self,
        kind: type[_Line],
        suspect: Suspect,
        since: LoggedFact,
        changed: LoggedFact | None = None,
        /,
        **shown: Any,
    ) -> _Line:
        """What stands of a suspect by one fact, or by two, if these may be shown."""
        if self.restricted.hides(*(each.event for each in (since, changed) if each)):
            return kind(case_id=self.history.case, hidden=True)
        return kind(
            case_id=self.history.case,
            suspect=written(suspect) if self.suspects.are_several else None,
            since=since.occurred.day,
            **shown,
        )


def _cases(histories: Iterable[CaseHistory], restricted: Restricted) -> Iterator[_Case]:
    return (_Case(history, suspects(history), restricted) for history in histories)
