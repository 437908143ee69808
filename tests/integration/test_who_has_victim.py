"""Whoever the notifier says has a victim sees them in the pages, and nobody else does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from agencies_staff import StaffedPlatform, day, viewer
from events.identifiers import Agency, pseudonym
from notifier.changes_reading import ChangesReader
from notifier.escalation_policy import read_policy
from notifier.faults import Faults
from notifier.notification_record import NotificationRecord
from notifier.who_has_victim import WhoHasVictim
from projections.store import Store
from published_journey import KEY
from store_copies import empty_store

pytestmark = pytest.mark.platform

STAFF, TEAMS = ["MP1001", "MP1002", "MP1003", "MP1004"], ["hackney-1", "camden-1"]
TEAM_OF = dict(zip(STAFF, [TEAMS[0], TEAMS[0], TEAMS[1], TEAMS[1]], strict=True))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with empty_store(tmp_path_factory.mktemp("who-has") / "chdb") as store:
        yield store


def something_happens(met: StaffedPlatform, random: Random, number: int) -> None:
    """A case is given to somebody or to a team, or something becomes of a member of staff."""
    at = day(2) + timedelta(hours=number)
    who, other = random.sample(STAFF, 2)
    match random.randrange(6):
        case 0 | 1:
            met.assign(random.randrange(3), at, who, TEAM_OF[who])
        case 2:
            met.assign(random.randrange(3), at, None, random.choice(TEAMS))
        case 3:
            to = {"hands_over_to": other, "team": TEAM_OF[other]}
            met.staff("caseworker-left", at, who, **random.choice([to, {"team": TEAM_OF[who]}, {}]))
        case 4:
            met.staff("caseworker-returned", at, who)
        case _:
            ends = {"ends_at": (at + timedelta(hours=9)).isoformat()}
            starts = {"covered_by": other, "starts_at": at.isoformat()}
            met.staff("cover-arranged", at, who, **starts, **ends)


@pytest.mark.parametrize("seed", range(12))
def test_who_is_told_is_who_may_see(seed: int, migrated: Store, tmp_path: Path) -> None:
    record = NotificationRecord(tmp_path / "notifier.sqlite", day(1))
    met = StaffedPlatform(
        migrated, notifier=ChangesReader(record, read_policy(), Faults(record, lambda: day(1)))
    )
    victims = [met.case(number, day(1)) for number in range(3)]
    random = Random(seed)
    for number in range(14):
        something_happens(met, random, number)

    for at in (day(2) + timedelta(hours=7), day(2) + timedelta(hours=14), day(4)):
        who = WhoHasVictim(record, at)
        for victim in victims:
            holders = who.holders(pseudonym(victim, KEY), Agency.MET_POLICE)
            told = holders.staff | {
                each
                for each, team in TEAM_OF.items()
                if team in holders.teams and not who.has_left(Agency.MET_POLICE, each)
            }
            seen = {
                each
                for each, team in TEAM_OF.items()
                if victim in met.sees(viewer(Agency.MET_POLICE, each, team), at)
            }
            assert told == seen, (victim, at)

    met.forget()
    record.close()
