"""Results offence by offence, in any order: the fold answers as the second reading of the Code."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from oracle.ledger import obligations_in
from oracle.merged_references import MergedReferences
from oracle.published_event import PublishedEvent
from published_journey import Read, published_event
from schemas.cloudevents import decode
from simulator.simulated_delivery import Delivery
from tries import tries

CASE = "crime:met-police:1"
BEGINS = datetime(2025, 3, 3, 10, tzinfo=UTC)
ENDS = date(2026, 9, 30)
COURT = {"court": "snaresbrook"}

Data = dict[str, Any]
Happening = tuple[str, str, Data]
"""The agency, the kind of event, and what it says."""

OFFENCES = st.sampled_from([(), (1,), (2,), (3,), (1, 2)])


def court(kind: str, offences: Sequence[int], **data: Any) -> Happening:
    return "hmcts", kind, COURT | data | {"offences": list(offences)}


def concluded(outcome: str, *offences: int) -> Happening:
    return court("case-concluded", offences, outcome=outcome)


def passed(sentence: str, *offences: int) -> Happening:
    return court("sentence-passed", offences, sentence=sentence)


LISTED: Happening = ("hmcts", "hearing-listed", COURT | {"hearing": "other"})
"""Raises a duty that is owed while the case lasts."""

CHARGE: Happening = ("met-police", "suspect-charged", {"method": "charge"})
NUMBERED = {"charges": [{"offence": 1, "code": "SX03001A"}, {"offence": 2, "code": "OF61131"}]}
FURTHER = {"charges": [{"offence": 3, "code": "OF61131"}]}
REOPENED: Happening = ("hmcts", "case-reopened", {"back_to": "trial", "reason": "other"})

RESULTS = st.one_of(
    st.builds(
        lambda outcome, offences: concluded(outcome, *offences),
        st.sampled_from(
            ["convicted", "acquitted", "withdrawn", "defendant-died", "unfit-to-plead"]
        ),
        OFFENCES,
    ),
    st.builds(
        lambda sentence, offences: passed(sentence, *offences),
        st.sampled_from(["fine", "life", "immediate-custody"]),
        OFFENCES,
    ),
    st.builds(
        lambda verdict, offences: (
            "hmcts",
            "verdict-given",
            {"verdict": verdict, "offences": list(offences)},
        ),
        st.sampled_from(["guilty", "not-guilty"]),
        OFFENCES,
    ),
    st.builds(
        lambda offences: (
            "cps",
            "prosecution-altered",
            {"change": "discontinued", "offences": list(offences)},
        ),
        OFFENCES,
    ),
    st.sampled_from([LISTED, REOPENED]),
    st.sampled_from([(*CHARGE[:2], CHARGE[2] | charge) for charge in (FURTHER, NUMBERED)]),
)


COURSES = st.lists(st.tuples(RESULTS, st.booleans()), min_size=1, max_size=7)
"""Each with whether it is on the day of the one before."""


def events(charge: Data, course: Iterable[tuple[Happening, bool]]) -> list[Data]:
    reported = ("met-police", "crime-reported", {"offence": "violence"})
    known: Happening = ("met-police", "victim-identified", {})
    charged = (*CHARGE[:2], CHARGE[2] | charge)
    told, at = list[Data](), BEGINS
    begins = [(each, False) for each in (reported, known, charged, LISTED)]
    for place, ((agency, kind, data), same_day) in enumerate([*begins, *course]):
        at += timedelta(minutes=10) if same_day else timedelta(days=2)
        said = data | ({"starts_at": f"{at:%Y-%m-%d}T15:00:00Z"} if data is LISTED[2] else {})
        extra = {"victim": "met-police:V1"} if kind == "victim-identified" else {}
        told.append(
            published_event(
                kind, at.isoformat(), said, agency, subject=CASE, id=f"{place}", **extra
            )
        )
    return told


def by_the_ledger(told: Iterable[Data]) -> Counter[tuple[object, ...]]:
    published = []
    for each in told:
        event = decode(orjson.dumps(each), [])
        delivery = Delivery(event.occurred.at + timedelta(minutes=1), event.agency, event)
        published.append(PublishedEvent.by(delivery))
    owed = obligations_in(published, ENDS, MergedReferences({}))
    return Counter((each.rule, each.trigger, each.due_on, str(each.state)) for each in owed)


def by_the_fold(told: Iterable[Data]) -> Counter[tuple[object, ...]]:
    read = Read.of(told, datetime(2026, 10, 1, tzinfo=UTC))
    return Counter(
        (each.rule, each.trigger, each.due_on, str(each.state)) for each in read.obligations
    )


@tries(150)
@given(st.sampled_from([{}, NUMBERED]), COURSES)
@example(NUMBERED, [(concluded("acquitted", 1), False), (concluded("convicted", 2), True)])
@example({}, [(concluded("acquitted"), False), (concluded("convicted"), True), (LISTED, False)])
@example(
    NUMBERED,
    [
        (concluded("convicted", 1), False),
        (passed("fine", 1), False),
        ((*CHARGE[:2], CHARGE[2] | FURTHER), False),
        (concluded("acquitted", 2), False),
        (concluded("acquitted", 3), False),
        (LISTED, False),
    ],
)
def test_the_fold_and_the_ledger_agree_on_several_counts(
    charge: Data, course: list[tuple[Happening, bool]]
) -> None:
    told = events(charge, course)

    ledger, found = by_the_ledger(told), by_the_fold(told)

    assert found - ledger == Counter()
    assert ledger - found == Counter()
