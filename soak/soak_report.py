"""What came of a soak: kills and times back by kind, events by client, rows by table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from soak.kills import KillDone
from soak.row_comparison import TableComparison
from soak.soak_plan import ClientKind, KillKind

TableRows = list[dict[str, Any]]


@dataclass(frozen=True)
class KillTime:
    """A kill, and the seconds until an event published after it was seen; None: not in time."""

    done: KillDone
    seconds: float | None


@dataclass(frozen=True)
class ClientCounts:
    """The events of one client; an event that it sent twice is published twice.

    `confirmed`, `unknown` and `aborted` are what the client knows of them. `lost` were confirmed
    and are not in the database; `doubled` were aborted and are there.
    """

    client: ClientKind
    published: int
    confirmed: int
    unknown: int
    aborted: int
    lost: int
    doubled: int


@dataclass(frozen=True)
class SoakReport:
    """All of a soak. `faults` counts whatever else must not be, by what it is."""

    seconds: float
    seed: int
    events: int
    kills: Sequence[KillTime]
    clients: Sequence[ClientCounts]
    tables: Sequence[TableComparison]
    faults: Mapping[str, int]
    left_out: Sequence[KillKind] = ()
    """Kinds of kills that this machine does not allow."""

    @property
    def verdict(self) -> Mapping[str, int]:
        """Everything that must be zero."""
        return {
            "lost": sum(each.lost for each in self._counted),
            "doubled": sum(each.doubled for each in self._counted),
            "different": sum(each.different for each in self.tables),
            **self.faults,
        }

    @property
    def _counted(self) -> Sequence[ClientCounts | TableComparison]:
        return [*self.clients, *self.tables]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled or different, and nothing else was wrong."""
        return not any(self.verdict.values())

    @property
    def sections(self) -> Mapping[str, TableRows]:
        """Its tables by their headings, as they are printed."""
        return {
            "Kills": kill_rows(self.kills),
            "Events by client": [asdict(each) for each in self.clients],
            "Tables beside the fold": [_without_examples(each) for each in self.tables],
            "Must be zero": [
                {"what": name, "count": count} for name, count in self.verdict.items()
            ],
        }


def kill_rows(kills: Sequence[KillTime]) -> TableRows:
    """A line for each kind of kill and of part: how many, and the seconds until it was back."""
    kinds: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    for each in kills:
        kinds[each.done.kind.label, _kinds_of(each.done.parts)].append(each.seconds)
    return [_kill_row(kind, part, kinds[kind, part]) for kind, part in sorted(kinds)]


def _kill_row(kind: str, part: str, times: Sequence[float | None]) -> dict[str, Any]:
    back = [seconds for seconds in times if seconds is not None]
    return {
        "kind": kind,
        "part": part,
        "kills": len(times),
        "median s": round(median(back), 1) if back else None,
        "longest s": round(max(back), 1) if back else None,
        "not back": len(times) - len(back),
    }


def _kinds_of(parts: str) -> str:
    """The kinds of parts, `intake` for `intake-0`."""
    return " and ".join(each.rstrip("-0123456789") for each in parts.split(" and "))


def _without_examples(each: TableComparison) -> dict[str, Any]:
    return {name: value for name, value in asdict(each).items() if name != "examples"}
