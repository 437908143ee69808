"""Messages as the systems of courts, police and prisons send them, made here from their schemas.

Nobody in them lives: names, addresses and words are made up, so that tests see that none crosses.
"""

import random
from typing import Any
from uuid import UUID

import orjson

from events.suspects import asn_check_letter

SECRETS = ("Ottoline", "Quennell", "14 Larkspur Row", "SW99 9ZZ", "1971-05-12", "07700900123")
"""What is of a person in every message. None of it may be in an event, a report or an error."""

Message = dict[str, Any]

_RESULTS = (
    ("4028", "Remanded in custody", "INTERMEDIARY"),
    ("4027", "Remanded on conditional bail", "INTERMEDIARY"),
    ("1002", "Imprisonment", "FINAL"),
    ("3012", "Compensation", "ANCILLARY"),
    ("3117", "Surcharge", "ANCILLARY"),
    ("3047", "Restraining order", "ANCILLARY"),
    ("4506", "Adjourned", "INTERMEDIARY"),
    ("2051", "Withdrawn", "FINAL"),
    ("9876", "Something new", "ANCILLARY"),
)


def asn(number: int) -> str:
    """A well-formed arrest/summons number."""
    numbered = f"2501ZD01{number:011d}"
    return numbered + asn_check_letter(numbered)


def resulted_hearing(
    seed: int = 1, defendants: int = 15, offences: int = 97, results: int = 125
) -> Message:
    """A resulted hearing of one case, with so many of each."""
    made = random.Random(seed)
    people = [_defendant(made, seed, number) for number in range(1, defendants + 1)]
    for number in range(offences):
        charged = people[number % defendants]["offences"]
        charged.append(_offence(made, len(charged) + 1))
    every = [offence for person in people for offence in person["offences"]]
    for number in range(results):
        offence = every[number % len(every)]
        offence.setdefault("judicialResults", []).append(
            court_result(made, *_RESULTS[made.randrange(len(_RESULTS))])
        )
    return {"hearing": _hearing(made, seed, people), "sharedTime": "2025-04-22T15:00:00Z"}


def _hearing(made: random.Random, seed: int, people: list[Message]) -> Message:
    return {
        "id": own_id(made),
        "type": {"id": own_id(made), "description": "Plea and Trial Preparation"},
        "jurisdictionType": "CROWN",
        "courtCentre": {
            "id": own_id(made),
            "code": "C01SN00",
            "name": "Snaresbrook",
            "address": {"address1": SECRETS[2], "postcode": SECRETS[3]},
        },
        "hearingDays": [{"sittingDay": "2025-04-22T09:00:00Z", "listedDurationMinutes": 30}],
        "judiciary": [{"firstName": SECRETS[0], "lastName": SECRETS[1]}],
        "prosecutionCases": [_case(made, seed, people)],
    }


def _case(made: random.Random, seed: int, people: list[Message]) -> Message:
    return {
        "id": own_id(made),
        "initiationCode": "C",
        "prosecutionCaseIdentifier": {
            "caseURN": f"01ZD{seed % 10_000_000:07d}",
            "prosecutionAuthorityCode": "CPS",
        },
        "defendants": people,
        "statementOfFacts": f"{SECRETS[0]} struck {SECRETS[1]}",
    }


def court_result(made: random.Random, code: str, label: str, category: str) -> Message:
    """A judicial result, with prompts as they come."""
    prompt = {"label": "Name of the victim", "value": f"{SECRETS[0]} {SECRETS[1]}"}
    prompts: list[Message] = [prompt]
    if code == "3012":
        prompts.append({"label": "Amount", "value": "£250.00", "isFinancialImposition": True})
    if code == "4027":
        prompts.append({"label": "Not to contact", "value": SECRETS[1]})
    result: Message = {
        "judicialResultId": own_id(made),
        "cjsCode": code,
        "label": label,
        "category": category,
        "orderedDate": "2025-04-22",
        "orderedHearingId": own_id(made),
        "resultText": f"{label} {SECRETS[0]}",
        "judicialResultPrompts": prompts,
    }
    if code == "1002":
        result["durationElement"] = {
            "primaryDurationUnit": "Years",
            "primaryDurationValue": 2,
            "secondaryDurationUnit": "Months",
            "secondaryDurationValue": 6,
        }
    return result


def _defendant(made: random.Random, seed: int, number: int) -> Message:
    return {
        "id": own_id(made),
        "masterDefendantId": own_id(made),
        "pncId": f"2012/{number:07d}X",
        "personDefendant": {
            "personDetails": {
                "firstName": SECRETS[0],
                "lastName": SECRETS[1],
                "dateOfBirth": SECRETS[4],
                "address": {"address1": SECRETS[2], "postcode": SECRETS[3]},
                "contact": {"mobile": SECRETS[5]},
            },
            "arrestSummonsNumber": asn(seed * 100 + number),
            "bailConditions": f"Not to contact {SECRETS[0]}",
        },
        "offences": [],
    }


def _offence(made: random.Random, number: int) -> Message:
    plea = made.choice(("GUILTY", "NOT_GUILTY"))
    offence = own_id(made)
    return {
        "id": offence,
        "offenceCode": "OF61131",
        "offenceTitle": "Assault",
        "wording": f"On 1 March {SECRETS[0]} assaulted {SECRETS[1]}",
        "orderIndex": number,
        "startDate": "2025-03-01",
        "chargeDate": "2025-03-04",
        "plea": {"offenceId": offence, "pleaDate": "2025-04-22", "pleaValue": plea},
        "victims": [{"firstName": SECRETS[0], "lastName": SECRETS[1]}],
    }


def own_id(made: random.Random) -> str:
    """An id as the Common Platform makes them."""
    return str(UUID(int=made.getrandbits(128), version=4))


def charge_file(number: int = 303_225, reference: str | None = "V-88213") -> Message:
    """A new case of the police: one defendant, two offences, a victim of the first."""
    victim: Message = {"name": f"{SECRETS[0]} {SECRETS[1]}", "address": SECRETS[2]}
    if reference is not None:
        victim["victimReference"] = reference
    offences = [
        {"baseOffenceDetails": _charged(1, "SX03001A"), "otherPartyVictim": [victim]},
        {"baseOffenceDetails": _charged(2, "OF61131")},
    ]
    defendant = {
        "prosecutorReference": asn(number),
        "policeIndividualDefendant": {
            "personDefendant": {"familyName": SECRETS[1], "dateOfBirth": SECRETS[4]},
            "pnCidentifier": "2012/0012345X",
        },
        "offence": offences,
    }
    details = {"ptiurn": f"01ZD{number:07d}", "caseInitiationCode": "C", "informant": SECRETS[1]}
    return {"policeCase": {"caseDetails": details, "defendants": [defendant]}}


def _charged(number: int, code: str) -> Message:
    wording = f"{SECRETS[0]} did so"
    return {
        "offenceSequenceNumber": number,
        "offenceCode": code,
        "offenceWording": wording,
        "chargeDate": "2025-03-04",
    }


def movement(kind: str, reason: str, **more: str) -> Message:
    """A domain event of the prisons in the envelope of its queue."""
    event = {
        "eventType": f"prison-offender-events.prisoner.{kind}",
        "occurredAt": "2026-08-14T09:07:15+01:00",
        "description": f"{SECRETS[0]} {SECRETS[1]} moved",
        "additionalInformation": {"nomsNumber": "A1234BC", "reason": reason, **more},
        "personReference": {"identifiers": [{"type": "NOMS", "value": "A1234BC"}]},
    }
    own = f"5f0c2b1e-0000-4000-8000-{abs(hash_of(kind + reason)):012d}"
    return {"Type": "Notification", "MessageId": own, "Message": orjson.dumps(event).decode()}


def hash_of(text: str) -> int:
    """A number for a text, the same in each run."""
    return int(sum(ord(letter) * 31**place for place, letter in enumerate(text))) % 10**12
