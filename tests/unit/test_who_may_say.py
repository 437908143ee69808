"""Who may say what of whom: the table, and every door's refusal by it."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from events.after_sentence import PrisonerReleased, PrisonRelease
from events.charging import ChargeMethod, SuspectCharged, VictimOfOffences
from events.clocks import Occurred
from events.identifiers import Agency
from events.identity import CaseLinked, VictimsMerged, VictimsUnmerged
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from events.verdict import Verdict, VerdictGiven
from events.vocabulary import FACTS, AnyFact
from golden import ACCEPTED
from schemas.cloudevents import AgencyEvent, check_arrival, decode
from schemas.refusal import Refused
from schemas.refusal_words import in_words
from schemas.who_may_say import PERMISSIONS, Whose

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MET, CITY, CPS, HMCTS = Agency.MET_POLICE, Agency.CITY_POLICE, Agency.CPS, Agency.HMCTS
BTP, KENT_CRIME = Agency.BTP, "crime:46:46/1234/25"
CARE, PROBATION, PRISON = Agency.WITNESS_CARE, Agency.PROBATION, Agency.PRISON_SERVICE
SUPPORT, ADVOCATES = Agency.VICTIM_SUPPORT, Agency.ADVOCATES
CRIME, CITY_CRIME, URN = "crime:met-police:4401234/25", "crime:city-police:7/25", "urn:01XX0123425"
ASN = "asn:1101ZD0100000410836V"
V1, V2, CLIENT = "met-police:V1", "met-police:V2", "victim-support:C7"
EVERYONE = set(Agency)


def refusal(
    sender: Agency, fact: AnyFact, case: str, victim: str | None = None, other: str | None = None
) -> str:
    """The words of the refusal; empty where the event is let in."""
    event = AgencyEvent("1", "test", sender, case, Occurred(NOW), fact, victim, other_victim=other)
    try:
        check_arrival(event, sender, case.encode(), NOW)
    except Refused as refused:
        return "; ".join(map(in_words, refused.problems))
    return ""


def let_in(
    fact: AnyFact, case: str, victim: str | None = None, other: str | None = None
) -> set[Agency]:
    return {each for each in Agency if not refusal(each, fact, case, victim, other)}


IDENTIFIED = VictimIdentified()
WHO_MAY: Mapping[str, tuple[set[Agency], set[Agency]]] = {
    "identify the Met's victim in a crime of the Met's": (
        let_in(IDENTIFIED, CRIME, V1),
        {MET},
    ),
    "identify the Met's victim in a crime of the City's": (
        let_in(IDENTIFIED, CITY_CRIME, V1),
        {MET, CITY},
    ),
    "identify the Met's victim under a URN": (
        let_in(IDENTIFIED, URN, V1),
        {MET, CITY, BTP, CPS, HMCTS, CARE},
    ),
    "identify a service's client in a crime of the Met's": (
        let_in(IDENTIFIED, CRIME, CLIENT),
        {SUPPORT},
    ),
    "merge two of the Met's victims": (let_in(VictimsMerged(), CRIME, V1, V2), {MET}),
    "merge the Met's victim and a service's": (
        let_in(VictimsMerged(), CRIME, V1, CLIENT),
        {MET, SUPPORT},
    ),
    "unmerge two of the Met's victims": (let_in(VictimsUnmerged(), CRIME, V1, V2), {MET}),
    "unmerge the Met's victim and a service's": (
        let_in(VictimsUnmerged(), CRIME, CLIENT, V1),
        {MET, SUPPORT},
    ),
    "link the Met's crime and a URN": (
        let_in(CaseLinked(other=URN), CRIME),
        {MET, CPS, HMCTS, CARE},
    ),
    "link a URN and the City's crime": (
        let_in(CaseLinked(other=CITY_CRIME), URN),
        {CITY, CPS, HMCTS, CARE},
    ),
    "link a crime of the Met's and one of the City's": (
        let_in(CaseLinked(other=CITY_CRIME), CRIME),
        {MET, CITY},
    ),
    "link two crimes of the Met's": (
        let_in(CaseLinked(other="crime:met-police:9"), CRIME),
        {MET},
    ),
    "link a crime of the Met's and one of Kent's": (
        let_in(CaseLinked(other=KENT_CRIME), CRIME),
        {MET},
    ),
    "link a URN and a crime of Kent's": (
        let_in(CaseLinked(other=KENT_CRIME), URN),
        {CPS, HMCTS, CARE},
    ),
    "identify the Met's victim in a crime of Kent's": (
        let_in(IDENTIFIED, KENT_CRIME, V1),
        {MET},
    ),
    "link a URN and an ASN": (
        let_in(CaseLinked(other=ASN), URN),
        {MET, CITY, BTP, CPS, HMCTS, CARE},
    ),
    "link the Met's crime and an ASN, by the ASN in an arrest": (
        let_in(SuspectArrested(asn=ASN[4:]), CRIME),
        {MET},
    ),
    "link the Met's crime and an ASN, by the ASN in a charge": (
        let_in(SuspectCharged(method=ChargeMethod.CHARGE, asn=ASN[4:]), CRIME),
        {MET, CPS, HMCTS, CARE},
    ),
    "link the Met's crime and an ASN, by the ASN in a release": (
        let_in(PrisonerReleased(release=PrisonRelease.CONDITIONAL, asn=ASN[4:]), CRIME),
        {PROBATION, PRISON},
    ),
    "tell of an arrest in a case that is named by its ASN": (
        let_in(SuspectArrested(asn=ASN[4:]), ASN),
        {MET, CITY, BTP},
    ),
    "tell of an arrest": (let_in(SuspectArrested(), CRIME), {MET, CITY, BTP}),
    "tell of a charge": (
        let_in(SuspectCharged(method=ChargeMethod.CHARGE), CRIME),
        {MET, CITY, BTP, CPS, HMCTS, CARE},
    ),
    "tell of a verdict": (let_in(VerdictGiven(verdict=Verdict.GUILTY), URN), {CPS, HMCTS, CARE}),
    "say of which offences somebody is the victim": (
        let_in(VictimOfOffences(suspect=1, offences=(1,)), URN, V1),
        {MET, CITY, BTP, CPS, HMCTS, CARE},
    ),
}


@pytest.mark.parametrize("what", WHO_MAY)
def test_the_doors_let_in_whom_the_table_names(what: str) -> None:
    may, must = WHO_MAY[what]
    assert may == must


def test_the_refusal_says_who_may() -> None:
    assert refusal(HMCTS, VictimsMerged(), CRIME, V1, V2) == (
        "othervictim: neither of the two references is the sender's own: who may say so:"
        " met-police (not_its_to_merge)"
    )
    assert refusal(ADVOCATES, IDENTIFIED, URN, V1) == (
        "victim: another agency's reference, not the sender's to identify in this case: who may"
        " say so: met-police, city-police, cps, hmcts, witness-care, btp"
        " (not_its_to_identify)"
    )
    assert refusal(PROBATION, CaseLinked(other=URN), CRIME) == (
        "data.other: a link of cases that is not the sender's to report: who may say so:"
        " met-police, cps, hmcts, witness-care (not_its_to_link)"
    )


@pytest.mark.parametrize("reference", ["4401234/25", "4401234-25", "440123425", "44.01234_25"])
def test_a_reference_that_is_the_cases_number_is_refused(reference: str) -> None:
    """Given any fact that names a victim, whatever case and punctuation, at either place."""
    for kind in (kind for kind, fact in FACTS.items() if fact.names_victim):
        fact = decode(ACCEPTED[f"{kind}.v1.ordinary"]).fact
        victim, two = f"met-police:{reference}", fact.names_two

        problem = refusal(MET, fact, CRIME, victim, V1 if two else None)

        assert problem.startswith("victim: the number of the case: "), kind
        assert problem.endswith("(the_number_of_the_case)")
        if two:
            assert refusal(MET, fact, CRIME, V1, victim).startswith("othervictim: the number")
        assert not refusal(MET, fact, "crime:met-police:9", victim, V1 if two else None)


def test_letters_of_either_case_and_any_identifier_count() -> None:
    for case, reference in ((URN, "cps:01xx-0123425"), ("court:01/2026/123A", "cps:01.2026.123a")):
        assert refusal(CPS, IDENTIFIED, case, reference).startswith(
            "victim: the number of the case"
        )


def rows_of(kind: str) -> set[Whose]:
    return {row.whose for row in PERMISSIONS if kind in row.kinds}


LINKS = {
    Whose.OWN_CRIME,
    Whose.OTHERS_CRIME_PROSECUTION,
    Whose.OTHERS_CRIMES,
    Whose.PROSECUTION_NUMBERS,
}


@pytest.mark.parametrize("kind", FACTS)
def test_every_kind_of_event_has_its_rows(kind: str) -> None:
    """Given a kind that is new, then the table must say who may say it."""
    fact = FACTS[kind]
    two = {Whose.BOTH_OWN, Whose.ONE_OWN, Whose.NEITHER_OWN}
    one = {
        Whose.OWN_VICTIM,
        Whose.FORCES_VICTIM_OWN_CRIME,
        Whose.FORCES_VICTIM_PROSECUTION,
        Whose.OTHER_VICTIM,
    }
    if fact.names_two:
        assert rows_of(kind) == two
    elif fact is VictimIdentified:
        assert rows_of(kind) == one
    elif fact.names_victim:
        assert rows_of(kind) == {Whose.ANY_VICTIM}
    elif fact.model_fields.keys() & {"other", "into"}:
        assert rows_of(kind) == LINKS
    elif fact.about_staff:
        assert rows_of(kind) == {Whose.OWN_STAFF, Whose.OTHERS_STAFF}
    elif fact.about_intervention:
        assert rows_of(kind) == {Whose.OWN_INTERVENTION, Whose.OTHERS_INTERVENTION}
    else:
        assert rows_of(kind) in ({Whose.ANY_CASE}, {Whose.ANY_EVENT})
    if "asn" in fact.model_fields:
        assert rows_of("asn") == LINKS


def test_the_table_has_no_row_of_an_unknown_kind_and_none_twice() -> None:
    rows = [(kind, row.whose) for row in PERMISSIONS for kind in row.kinds]
    assert {kind for kind, _ in rows} == FACTS.keys() | {"asn"}
    assert len(rows) == len(set(rows))
    assert all(row.why.endswith(".") for row in PERMISSIONS)
