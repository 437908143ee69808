"""Ends of orders that are not what they seem, and orders whose conviction fell: all are seen."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.protective_orders import ProtectiveOrder
from ordered_protection import CHARGED, V1, Event, changed, ended, lines, made, read, said, shown

STALKING: dict[str, Any] = {"order": "stalking-protection"}
INTERIM = made("2025-05-01", **STALKING, interim=True, until="2025-06-01", order_id="I-7")
FULL = made("2025-05-20", **STALKING, until="2030-06-01", order_id="F-8", conditions=["no-contact"])
ON_CONVICTION = made("2025-11-24", until="2030-11-24", suspect=1)
COURT: dict[str, Any] = {"court": "snaresbrook", "suspect": 1}
CONVICTED = [
    *CHARGED,
    said("case-concluded", "2025-11-03", **COURT, outcome="convicted", offences=[1]),
    said("sentence-passed", "2025-11-24", **COURT, sentence="fine", offences=[1]),
]


def quashed(at: str = "2026-01-12", result: str = "allowed", **more: Any) -> Event:
    how = {"against": "conviction", "result": result, "suspect": 1, **more}
    return said("appeal-decided", at, **how)


class TestTheInterimOrder:
    def test_its_end_by_its_own_id_leaves_the_full_one(self) -> None:
        """Given a full order, when the interim one is said to be over, then the full one stands."""
        for how in ("expired", "discharged", "replaced"):
            over = ended("2025-06-01", **STALKING, order_id="I-7", how=how)
            (line,) = lines([*CHARGED, INTERIM, FULL, over])
            assert line.startswith("Stalking protection order. Until 1 June 2030"), how
            assert "made on 20 May 2025" in line

    def test_so_it_is_where_the_full_one_was_varied_since(self) -> None:
        varied = changed("2025-05-25", **STALKING, order_id="F-8", until="2031-06-01")
        over = ended("2025-06-01", **STALKING, order_id="I-7", how="expired")
        (line,) = lines([*CHARGED, INTERIM, FULL, varied, over])
        assert "Until 1 June 2031" in line

    def test_the_end_of_the_full_one_ends_it(self) -> None:
        over = ended("2025-09-01", **STALKING, order_id="F-8", how="discharged")
        assert shown([*CHARGED, INTERIM, FULL, over]) == []

    def test_without_ids_what_expired_on_the_interim_orders_last_day_is_that_one(self) -> None:
        interim, full = (
            {**each, "data": {**each["data"], "order_id": None}} for each in (INTERIM, FULL)
        )
        over = ended("2025-06-01", **STALKING, how="expired")
        assert len(shown([*CHARGED, interim, full, over])) == 1

    def test_where_the_full_one_has_no_id_the_interim_orders_id_leaves_it_in_doubt(self) -> None:
        full = {**FULL, "data": {**FULL["data"], "order_id": None}}
        events = [*CHARGED, INTERIM, full, ended("2025-09-01", **STALKING, order_id="I-7")]
        (line,) = lines(events)
        assert "changed or ended on 1 September 2025" in line
        assert read(events).flags == ["which-order"]


class TestEndsThatFitNoOrder:
    def test_an_order_cannot_expire_before_its_last_day(self) -> None:
        events = [*CHARGED, ON_CONVICTION, ended("2026-02-02", how="expired")]
        assert "ask before you rely on this one" in lines(events)[0]
        assert read(events).flags == ["which-order"]

    def test_an_end_before_the_order_was_made_is_asked_about(self) -> None:
        events = [*CHARGED, ON_CONVICTION, ended("2025-11-20")]
        assert len(shown(events)) == 1
        assert read(events).flags == ["unknown-order"]

    def test_an_end_by_an_id_that_nobody_knows_is_asked_about(self) -> None:
        known = made("2025-11-24", order_id="RO-9")
        events = [*CHARGED, known, ended("2026-02-02", order_id="RO-8")]
        assert len(shown(events)) == 1
        assert read(events).flags == ["unknown-order"]

    def test_an_end_that_two_agencies_report_is_one(self) -> None:
        over = ended("2026-02-02")
        again = over | {"agency": "met-police", "source": "b/met"}
        events = [*CHARGED, ON_CONVICTION, over, again]
        assert (shown(events), read(events).flags) == ([], [])


class TestAnOrderReportedOnceMore:
    def test_what_the_second_report_leaves_out_stays(self) -> None:
        """Given the court's order, when the police report it without its terms, then they stand."""
        court = made("2025-11-24", until="2030-11-24", conditions=["no-contact"], suspect=1)
        police = made("2025-11-25", agency="met-police", suspect=1)
        for events in ([court, police], [police, court]):
            (line,) = lines([*CHARGED, *events])
            assert "Until 24 November 2030. Conditions: no contact" in line

    def test_of_one_day_each_says_a_part(self) -> None:
        court = made("2025-11-24", until="2030-11-24", suspect=1)
        police = made("2025-11-24", agency="met-police", conditions=["exclusion"], suspect=1)
        (line,) = lines([*CHARGED, court, police])
        assert "Until 24 November 2030. Conditions: to stay away from a place" in line

    def test_a_full_order_takes_nothing_over_from_the_interim_one(self) -> None:
        bare = made("2025-05-20", **STALKING, order_id="F-8")
        (line,) = lines([*CHARGED, INTERIM, bare])
        assert "Not known until when" in line


class TestTheConvictionFell:
    def test_the_page_asks_whether_the_order_still_stands(self) -> None:
        events = [*CONVICTED, ON_CONVICTION, quashed(offences=[1])]
        (line,) = lines(events)
        assert "The conviction was quashed or set aside on 12 January 2026" in line
        assert read(events).flags == ["order-without-conviction"]

    @pytest.mark.parametrize("order", ProtectiveOrder)
    def test_an_order_falls_that_is_made_on_conviction_and_no_other(
        self, order: ProtectiveOrder
    ) -> None:
        events = [*CONVICTED, made("2025-11-24", order=order, suspect=1), quashed()]
        with_sentence = (
            "restraining-on-conviction",
            "sexual-harm-prevention",
            "criminal-behaviour",
        )
        falls = order in with_sentence
        assert read(events).flags == ["order-without-conviction"] * falls

    def test_once_the_court_says_what_became_of_it_nothing_is_asked(self) -> None:
        events = [*CONVICTED, ON_CONVICTION, quashed()]
        assert read([*events, ended("2026-01-12", suspect=1, how="quashed")]).flags == []
        kept = changed("2026-01-20", suspect=1, until="2031-01-20")
        assert read([*events, kept]).flags == []
        assert len(lines([*events, kept])) == 1

    def test_an_appeal_that_failed_or_another_kind_of_order_asks_nothing(self) -> None:
        failed = [*CONVICTED, ON_CONVICTION, quashed(result="dismissed")]
        other = [*CONVICTED, made("2025-11-24", **STALKING, suspect=1), quashed()]
        assert (read(failed).flags, read(other).flags) == ([], [])

    def test_an_order_that_was_over_by_then_asks_nothing(self) -> None:
        short = made("2025-11-24", until="2025-12-31", suspect=1)
        assert read([*CONVICTED, short, quashed()]).flags == []

    def test_a_conviction_that_magistrates_set_aside_is_gone_as_well(self) -> None:
        back = said("case-reopened", "2026-01-12", back_to="trial", reason="conviction-set-aside")
        assert read([*CONVICTED, ON_CONVICTION, back]).flags == ["order-without-conviction"]


_EVENTS = [
    INTERIM,
    FULL,
    ended("2025-06-01", **STALKING, order_id="I-7", how="expired"),
    changed("2025-07-01", **STALKING, order_id="F-8", until="2031-06-01"),
    *CONVICTED[3:],
    ON_CONVICTION,
    quashed(),
    ended("2026-02-02", "", **STALKING),
]


@given(chosen=st.lists(st.sampled_from(_EVENTS), unique_by=lambda each: each["id"]), data=st.data())
def test_in_any_order_and_doubled_the_same_protects_her(
    chosen: Sequence[Event], data: st.DataObject
) -> None:
    jumbled = data.draw(st.permutations([*chosen, *chosen]))
    assert lines([*CHARGED, *jumbled]) == lines([*CHARGED, *chosen])


@given(chosen=st.lists(st.sampled_from(_EVENTS), unique_by=lambda each: each["id"]))
def test_no_end_of_another_order_takes_hers_off_the_page(chosen: Sequence[Event]) -> None:
    """Whatever is said of a stalking protection order, the order on conviction stays."""
    stalking = [each for each in chosen if each["data"].get("order") == STALKING["order"]]
    found = [each.what for each in shown([*CHARGED, *stalking, ON_CONVICTION], victim=V1)]
    assert "Restraining order on conviction" in found
