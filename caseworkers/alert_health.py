"""How well alerts work: what became of them, which rules make noise, and how long they stand."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, computed_field

from access.caseload import Caseload
from events.identifiers import Agency
from schemas.alert_row import OF_DUTIES, TAKEN

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_RAISED, _BY_RULE, _BY_TEAM = (
    (_HERE / f"{name}.sql").read_text()
    for name in ("raised_alerts", "alert_health_by_rule", "alert_health_by_team")
)

PERIODS = (7, 28, 90)
"""Days back from now that can be asked for."""

Period = Literal[7, 28, 90]

FEWEST_ALERTS = 10
"""A median of fewer alerts of a team that is not the viewer's is not shown."""

FEWEST_STAFF = 3
"""A median of a team in which fewer people had these victims is not shown, too: it would be one
person's work.
"""


class _HealthAnswer(BaseModel):
    model_config = ConfigDict(frozen=True)


class AlertTotals(_HealthAnswer):
    """What became of the alerts that were raised in a period: those of `BECAME` add up to `raised`.

    To do and taken up: it stands now. Forgotten: somebody took it up or put it off, that ran out,
    and nothing followed; it is on the worklist again. Done in time: the duty was, after the alert
    that it falls due soon. Not owed: the duty was withdrawn or excused. Settled: anything else that
    was resolved, as an answer to a referral. Replaced: a late alert took its place, or its day is
    over. Retracted: it should never have been raised. Closed: by a supervisor. `ended` are
    resolved, retracted and closed ones. Of these `noise` are the retracted, and those whose duty
    was withdrawn: it ended, and nobody did anything.
    """

    raised: int
    to_do: int
    taken_up: int
    forgotten: int
    in_time: int
    done_late: int
    not_owed: int
    settled: int
    replaced: int
    retracted: int
    closed: int
    ended: int
    noise: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def noise_share(self) -> float | None:
        """Which part of what ended was noise; None where nothing has ended."""
        return self.noise / self.ended if self.ended else None


BECAME = (
    "to_do",
    "taken_up",
    "forgotten",
    "in_time",
    "done_late",
    "not_owed",
    "settled",
    "replaced",
    "retracted",
    "closed",
)
"""What became of an alert: one of these of each."""


class RuleHealth(AlertTotals):
    """The same of one rule; of one kind of alert where that has no rule, and `rule` is empty."""

    rule: str
    kind: str


class TeamTime(_HealthAnswer):
    """How long alerts of a team stood until they were done or closed: the median, in seconds.

    `alerts` and `median` are None where they would show too few people's work: see `is_withheld`.
    """

    agency: Agency
    team: str
    alerts: int | None
    median: int | None


class AlertHealth(_HealthAnswer):
    """The alerts of a caseload that were raised in the last `days`."""

    days: int
    since: datetime
    totals: AlertTotals
    rules: list[RuleHealth]
    teams: list[TeamTime]


def alert_health(
    store: "Store",
    now: datetime,
    days: Period,
    caseload: Caseload,
    own: tuple[Agency | None, frozenset[str]] = (None, frozenset()),
) -> AlertHealth:
    """What became of the alerts of these victims. `own` are the viewer's agency and teams."""
    since = now - timedelta(days=days)
    asked = {
        "everybody": caseload.everybody,
        "caseload": sorted(caseload.victims),
        "since": since,
        "now": now,
        "of_duties": sorted(OF_DUTIES),
        "taken": sorted(TAKEN),
    }
    rules = [RuleHealth.model_validate(row) for row in _rows(store, _BY_RULE, asked)]
    teams = [_team_time(row, own) for row in _rows(store, _BY_TEAM, asked)]
    return AlertHealth(days=days, since=since, totals=_totals(rules), rules=rules, teams=teams)


def is_withheld(agency: Agency, team: str, alerts: int, staff: int, own: tuple[Any, Any]) -> bool:
    """Whether a team's time is not shown: not the viewer's own, and of too few alerts or people.

    Whoever supervises a team sees its work anyway.
    """
    own_agency, own_teams = own
    is_own = agency == own_agency and team in own_teams
    return not is_own and (alerts < FEWEST_ALERTS or staff < FEWEST_STAFF)


def _rows(store: "Store", question: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    return store.query(question.replace("RAISED_ALERTS", f"(\n{_RAISED})"), asked)


def _team_time(row: Mapping[str, Any], own: tuple[Agency | None, frozenset[str]]) -> TeamTime:
    agency, team = Agency(row["agency"]), row["team"]
    withheld = is_withheld(agency, team, row["alerts"], row["staff"], own)
    shown = {} if withheld else {"alerts": row["alerts"], "median": row["median"]}
    return TeamTime(agency=agency, team=team, **{"alerts": None, "median": None, **shown})


def _totals(rules: Iterable[RuleHealth]) -> AlertTotals:
    rules = list(rules)
    names = AlertTotals.model_fields
    return AlertTotals(**{name: sum(getattr(rule, name) for rule in rules) for name in names})
