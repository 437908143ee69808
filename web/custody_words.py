"""Police bail, where an offender is, and licences, in sentences without a full stop."""

from datetime import date

from caseworkers.custody_lines import LicenceLine, PoliceBailLine, WhereaboutsLine
from caseworkers.journey_answers import VictimJourney
from events.after_sentence import (
    HospitalDischarge,
    OffenderDischargedFromHospital,
    PrisonerRecalled,
    PrisonerReleased,
    PrisonRelease,
)
from events.prison import (
    OffenderDied,
    PrisonerAbsconded,
    PrisonerReceived,
    PrisonerReturnedToCustody,
    PrisonerTransferred,
    ReceptionGround,
    TransferredTo,
)
from events.vocabulary import FACTS
from web import obligation_words
from web.formats import day
from web.not_shown import PROTECTION, said_or
from web.protection_words import of_remand
from web.sentences.phrases import listed
from web.wording import capital, plain

_HIDDEN = {
    PoliceBailLine: "A report of police bail is disputed, and shown to its agencies alone",
    LicenceLine: "A report of licence conditions is disputed, and shown to its agencies alone",
    WhereaboutsLine: "A report of where the offender is is disputed, and shown to its agencies"
    " alone",
}

_RELEASED = {
    PrisonRelease.CONDITIONAL: "out of prison on licence",
    PrisonRelease.UNCONDITIONAL: "out of prison, without conditions",
    PrisonRelease.TEMPORARY: "out of prison for a time",
    PrisonRelease.HOME_DETENTION_CURFEW: "out of prison on licence, under a home detention curfew",
    PrisonRelease.COMPASSIONATE: "out of prison on licence, on compassionate grounds",
    PrisonRelease.TO_HOSPITAL: "detained in a hospital",
    PrisonRelease.AT_COURT: "out of prison, released by a court",
    PrisonRelease.IMMIGRATION: "with the immigration authorities",
    PrisonRelease.IN_ERROR: "out of prison by mistake",
}

_MOVED = {
    TransferredTo.HOSPITAL: "detained in a hospital",
    TransferredTo.OPEN_CONDITIONS: "in an open prison",
    TransferredTo.CLOSED_CONDITIONS: "in a closed prison",
}

_DISCHARGED = {
    HospitalDischarge.CONDITIONAL: "out of hospital, under conditions",
    HospitalDischarge.ABSOLUTE: "out of hospital, without conditions",
}


def standing(journey: VictimJourney, today: date) -> list[tuple[str, str]]:
    """What stands of bail, custody and licences on a London day: a sentence, and its case."""
    by = journey.protected_by
    remands = journey.remands
    say = said_or(PROTECTION)(of_remand)
    lines = [(say(line, today, beside=remands), line.case_id) for line in remands]
    lines += [(_or_hidden(line), line.case_id) for line in by.police_bail]
    lines += [(_or_hidden(line), line.case_id) for line in by.whereabouts]
    lines += [(_or_hidden(line), line.case_id) for line in by.licences]
    return list(dict.fromkeys(lines))


@said_or(PROTECTION)
def _or_hidden(line: PoliceBailLine | LicenceLine | WhereaboutsLine) -> str:
    if line.hidden:
        return _HIDDEN[type(line)]
    match line:
        case PoliceBailLine():
            return _bail(line)
        case LicenceLine():
            return _licence(line)
        case _:
            return _whereabouts(line)


def _bail(line: PoliceBailLine) -> str:
    how = "with conditions" if line.has_conditions else "without conditions"
    ask = ": ask the police which" if line.has_conditions else ""
    who = _named(line.suspect, "the suspect")
    return f"{capital(who)} is on police bail {how}{_reported(line.changed or line.since)}{ask}"


def _licence(line: LicenceLine) -> str:
    who = _named(line.suspect, "the offender")
    whose = "" if line.names_victim else ". Which victim they protect was not said"
    since = f", since {day(line.since)}" if line.since else ""
    return f"Licence conditions of {who}{since}: {listed(map(plain, line.conditions))}{whose}"


def _whereabouts(line: WhereaboutsLine) -> str:
    on_remand = line.data.get("ground") == ReceptionGround.REMAND
    who = _named(line.suspect, "the defendant" if on_remand else "the offender")
    not_back = ": nothing says yet that they are back there"
    then = not_back if line.kind == PrisonerRecalled.kind else ""
    return f"{capital(who)} {_where(line)}{_reported(line.since)}{then}"


def _where(line: WhereaboutsLine) -> str:
    """Where an offender is, after the name: by the fact that said it last."""
    match FACTS[line.kind].model_validate(line.data):
        case PrisonerReceived(ground=ReceptionGround.REMAND):
            return "is in prison on remand"
        case PrisonerReceived() | PrisonerReturnedToCustody():
            return "is in prison"
        case PrisonerReleased(release=release):
            return f"is {_RELEASED[release]}"
        case PrisonerRecalled():
            return "was recalled to prison"
        case PrisonerTransferred(to=to):
            return f"is {_MOVED[to]}"
        case PrisonerAbsconded():
            return "is unlawfully at large"
        case OffenderDischargedFromHospital(discharge=discharge):
            return f"is {_DISCHARGED[discharge]}"
        case OffenderDied():
            return "died"
        case other:
            raise TypeError(f"{other.kind} does not say where an offender is")


def _reported(on: date | None) -> str:
    return f", as last reported on {day(on)}" if on else ", as last reported"


def _named(suspect: str | None, only: str) -> str:
    if suspect == "unsaid":
        return "one of the suspects (nothing says which)"
    return obligation_words.about(suspect) or only
