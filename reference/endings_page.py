"""docs/explanation/what-ends-what.md, from the steps of a case and the duties of the Code."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from events.charging import ChargingDecision, ChargingDecisionMade, OutOfCourtDisposal
from events.court import CaseConcluded, CaseOutcome, Sentence, SentencePassed
from events.fact import Fact
from events.investigation import (
    NotInvestigated,
    NotInvestigatedReason,
    PoliceOutcome,
    PoliceOutcomeRecorded,
    ReleaseBasis,
    SuspectBailedOrReleased,
)
from events.places import Court
from events.suspects import AboutSuspect
from processors.case.course.stages import Ending, step
from processors.case.suspects.case_suspects import is_joint
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty, Withdrawal
from reference.markdown import page, table
from schemas.changes import DutyHolder

_INTRO = """\
A case may have several suspects, and each of them an end of their own. What one suspect's end
ends is what was owed about that suspect. What is owed about another stays owed. The case ends
with the last of them.

Two things close a duty: it is done, or there is a reason why it is owed no longer. Nothing else
does. Where the facts leave open which suspect was meant, the duty stays owed, and the victim's
page asks."""

_TELLING = """\
A telling that is about the matter of a duty, and that reached the victim safely, closes it so:"""

_NOTICES = """\
A notice to the witness care unit is read in the same way. A decision that was told of and that
another agency records later opens nothing again."""

_SAYS = (
    (
        "a suspect, by number or ASN, or several",
        "the duties about these suspects, and those about the whole case",
    ),
    (
        "the events that it told of (`triggers`)",
        "the duties that these events raised, and no others",
    ),
    ("several matters (`also_about`)", "the same for each matter"),
    (
        "no suspect and no event",
        "the duty that is open, where one suspect's alone is; otherwise none, and the page asks",
    ),
    (
        "a suspect whom no event makes known",
        "nothing yet, and the page says so; once the suspect is known, the duty about that one",
    ),
)
"""What a telling may say, and what it closes then."""

_ENDS = """\
These facts end a case. A fact that names a suspect ends the case about that one. One that could
be about any of several, and names none, ends it about nobody, and the page asks.

Of a defendant with several charged offences of the victim's, each outcome and each sentence may
name its own. The case about that defendant ends once every offence is decided and every
conviction sentenced, by the heaviest that stands: a conviction goes on to sentence, in whatever
order an acquittal of another offence is reported. A defendant's death ends it at once."""

_DUTIES = """\
What ends a duty that was not done, if it comes before its day is over. *About that suspect*
means: what ended the case about the suspect whom the duty is about, or about everybody. *With the
last* means that nobody is left whom the case is about. A wish is the victim's:
`contact-opted-out`, or `contact-scheme-answered` with `declined`. A good reason is a `duty-excused`
of the agency that owes the duty, for one event or for all that is open by the rule; it may come
late."""

_AGAIN = """\
A case that had ended goes on with `case-reopened`, `investigation-opened`, an arrest, a referral
to the CPS or a charge: about the suspect whom the fact names, or about every suspect. What the end
withdrew stays withdrawn. What happens from then on is owed anew, and a decision that is made again
is told again. A case reopened for a new trial goes back to the charge, whose telling stays done.

`case-remitted`, `case-joined` and `case-severed` end nothing and open nothing.

A case that is transferred has not ended. Its open duties go with it; only regular contact (R6.9)
ends here, where the body that has the case publishes nothing."""

_SUSPECTS_OWN = "that suspect"
_RELEASED = "that suspect, while another is not released"
_ALL = "every suspect"
_WISHES = {
    Withdrawal.PROGRESS_UPDATES: "no updates on progress",
    Withdrawal.COURT_UPDATES: "no updates from court",
    Withdrawal.RELEASE_UPDATES: "no updates on release",
    Withdrawal.SCHEME_DECLINED: "no part in the Victim Contact Scheme",
    Withdrawal.SENTENCE_REPLACED: "another sentence in its place",
    Withdrawal.CONVICTION_QUASHED: "conviction quashed",
}

_BESIDES = {
    Withdrawal.CHARGED: "once all who are left are charged",
    Withdrawal.HEARING_OFF: "once the hearing is taken out of the list",
    Withdrawal.HEARING_MOVED: "once the same is owed of another date",
    Withdrawal.NOT_REQUIRED: "once the victim need not give evidence",
    Withdrawal.HELD_ELSEWHERE: "once another body has the case",
    Withdrawal.VICTIM_DIED: "the victim dies",
}
"""What else withdraws a duty that ends with the case."""


def endings_page() -> str:
    """The page of what ends what: the case, about whom, and each duty."""
    head = ["rule", "owed about", "the case ends", "the victim's wish", "a good reason"]
    return page(
        "What ends what",
        _INTRO,
        "## What a telling closes",
        _TELLING,
        table(["the telling says", "it closes"], _SAYS),
        _NOTICES,
        "## What ends a case",
        _ENDS,
        table(["fact", "with", "it ends the case about"], _ends()),
        "## What goes on again",
        _AGAIN,
        "## What ends a duty undone",
        _DUTIES,
        table(head, [_duty(duty) for duty in DUTIES if duty.triggered_by]),
    )


def _ends() -> Iterator[list[str]]:
    """The facts that end a case, those of one kind that end it about the same in one row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for fact, code in _coded_facts():
        if isinstance(step(fact), Ending):
            rows.setdefault((fact.kind, _ends_about(fact)), []).append(f"`{code}`")
    for (kind, about), codes in rows.items():
        yield [f"[`{kind}`](../reference/events.md#{kind})", ", ".join(codes), about]


def _ends_about(fact: Fact) -> str:
    if isinstance(fact, SuspectBailedOrReleased):
        return _RELEASED
    return _ALL if is_joint(fact) or not isinstance(fact, AboutSuspect) else _SUSPECTS_OWN


def _coded_facts() -> Iterator[tuple[Fact, StrEnum]]:
    """A fact of each kind that may end a case, with each code that it may have."""
    court, disposal = Court.SNARESBROOK, OutOfCourtDisposal.CAUTION
    out_of_court = ChargingDecision.OUT_OF_COURT_DISPOSAL
    yield from ((NotInvestigated(reason=each), each) for each in NotInvestigatedReason)
    yield from ((PoliceOutcomeRecorded(outcome=each), each) for each in PoliceOutcome)
    yield from ((SuspectBailedOrReleased(basis=each), each) for each in ReleaseBasis)
    for each in ChargingDecision:
        how = disposal if each is out_of_court else None
        yield ChargingDecisionMade(decision=each, disposal=how), each
    yield from ((CaseConcluded(court=court, outcome=each), each) for each in CaseOutcome)
    yield from ((SentencePassed(court=court, sentence=each), each) for each in Sentence)


def _duty(duty: Duty) -> list[str]:
    return [
        f"[{duty.rule}](../reference/duties.md)",
        "each suspect" if duty.is_about_suspects else "the case",
        _by_the_case(duty),
        _listed(_WISHES[each] for each in _WISHES if each in duty.withdrawn_by),
        "no: the victim's own time" if duty.holder is DutyHolder.VICTIM else "yes",
    ]


def _by_the_case(duty: Duty) -> str:
    if Withdrawal.OFFENDER_DIED in duty.withdrawn_by:
        return "no, but once the offender has died"
    if Withdrawal.CASE_ENDED not in duty.withdrawn_by:
        return "no"
    about = "about that suspect" if duty.is_about_suspects else "with the last"
    others = (words for reason, words in _BESIDES.items() if reason in duty.withdrawn_by)
    return ", or ".join([about, *others])


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words) or "no"
