"""The paragraphs of a text to a victim, as keys of messages: no language yet, and no name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseworkers.victim_words.support_lines import CrimeGroup, support_lines
from events.clocks import london_date
from processors.victims_code.rules import rule_on

Value = str | int | date | datetime
"""What a placeholder stands for. An instant is shown as its time of day in London."""


class WordsReader(StrEnum):
    """Who is spoken to, where that is not the victim themselves."""

    BEREAVED = "bereaved"
    PARENT = "parent"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class TextPart:
    """One message of a text: its key, and the values of its placeholders."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told to whom, in codes and days.

    `happened` is one of `may_have_happened`. `day` is the London day of it, if that is known.
    `hearing` is when and where a hearing is listed: an instant, or a London day where no time is
    set; `in_week` says that it is the Monday of the week in which it begins. `body` is the name of
    the body that has the case.
    `suspect` is as in `Obligation`. `on` is the London day on which the text is made. Days are
    counted as for Enhanced Rights where the victim has them: `enhanced`. It is `late` where the
    day by which it was to be told is over.
    """

    happened: str
    agency: str
    reference: str
    on: date
    group: CrimeGroup = CrimeGroup.OTHER
    reader: WordsReader | None = None
    day: date | None = None
    hearing: tuple[date, str] | None = None
    in_week: bool = False
    body: str | None = None
    suspect: str | None = None
    enhanced: bool = False
    late: bool = False


_HEARINGS = frozenset({"first-hearing", "hearing", "trial"})

_IN_SHORT = frozenset(
    {
        "bail-changed",
        "bail-hearing",
        "remand-bail-conditions",
        "warrant",
        "evidence-decided",
        "case-outcome",
        "sentence",
        "appeal",
        "order-made",
        "order-changed",
        "order-ended",
    }
)
"""What a text says too little of, by the facts that it is made from."""

_INVESTIGATED = ("investigation", "safety")
_AFTER_SENTENCE = ("contact-scheme", "safety")

_NEXT: Mapping[str, tuple[str, ...]] = {
    "report-confirmation": ("needs", "investigation"),
    "not-investigated": ("reasons", "new-information"),
    "arrest": ("investigation",),
    "interview": ("investigation",),
    "bail-with-conditions": _INVESTIGATED,
    "bail-without-conditions": _INVESTIGATED,
    "under-investigation": _INVESTIGATED,
    "bail-changed": _INVESTIGATED,
    "release-without-charge": ("reasons", "safety"),
    "investigation-closed": ("reasons", "new-information"),
    "charged": ("court",),
    "not-charged-police": ("reasons", "review-police"),
    "not-charged-cps": ("reasons", "review-cps"),
    "review-asked": ("answer",),
    "prosecution-stopped": ("reasons", "review-cps"),
    "charges-changed": ("reasons", "court"),
    "first-hearing": ("court",),
    "hearing": ("court",),
    "trial": ("court",),
    "hearing-off": ("court",),
    "bail-hearing": ("reasons", "safety"),
    "remand-custody": ("reasons",),
    "remand-bail-conditions": ("reasons", "safety"),
    "remand-bail": ("reasons", "safety"),
    "evidence-needed": ("witness",),
    "measures-granted": ("witness",),
    "measures-refused": ("witness",),
    "case-outcome": ("reasons",),
    "outcome-convicted": ("reasons",),
    "outcome-acquitted": ("reasons",),
    "outcome-did-the-act": ("reasons",),
    "outcome-insanity": ("reasons",),
    "outcome-dismissed": ("reasons",),
    "outcome-no-verdict": ("reasons",),
    "outcome-defendant-died": ("reasons",),
    "sentence": ("sentence",),
    **dict.fromkeys(
        (
            "sentence-life",
            "sentence-indeterminate",
            "sentence-extended",
            "sentence-custody",
            "sentence-hospital",
            "sentence-suspended",
            "sentence-community",
            "sentence-fine",
            "sentence-discharge",
        ),
        ("sentence",),
    ),
    "parole-hearing": ("parole-statement", "contact-scheme"),
    "parole-release": _AFTER_SENTENCE,
    "parole-no-release": ("contact-scheme",),
    "parole-open-conditions": ("contact-scheme",),
    "release-conditional": _AFTER_SENTENCE,
    "release-unconditional": _AFTER_SENTENCE,
    "release-temporary": _AFTER_SENTENCE,
    "recall": ("contact-scheme",),
    "hospital-discharge": _AFTER_SENTENCE,
    "release-in-error": _AFTER_SENTENCE,
    "hospital-transfer": ("contact-scheme",),
    "open-conditions": ("contact-scheme",),
    "absconding": _AFTER_SENTENCE,
    "order-made": ("safety",),
    "order-changed": ("safety",),
    "order-ended": ("safety",),
    "complaint": ("answer",),
    "progress": ("investigation",),
}
"""What comes next after what happened, where anything is known of that."""

_COUNTED = {"investigation": "R6.1", "court": "R8.1", "review-cps": "VRR.1"}
"""The rules of the Code that say within how many days."""


def paragraphs(telling: Telling) -> list[list[TextPart]]:
    """The text in paragraphs, each of one message or more."""
    reader = telling.reader
    personal = reader in (WordsReader.BEREAVED, WordsReader.PARENT)
    parts = [
        [TextPart(f"reader.{reader}")] if personal else [],
        list(_happened(telling)),
        list(_which(telling)),
        list(_next(telling)),
        list(_group(telling)),
        *([each] for each in _services(telling)),
        [TextPart("help.interpreter"), TextPart("help.wishes")],
        [TextPart("help.sender", {"agency": telling.agency, "reference": telling.reference})],
    ]
    return [each for each in parts if each]


def _happened(telling: Telling) -> Iterator[TextPart]:
    yield TextPart(f"happened.{telling.happened}")
    if telling.day:
        yield TextPart("detail.day", {"day": telling.day})
    yield from _hearing(telling)
    if telling.body:
        yield TextPart("detail.body", {"body": telling.body})
    if _says_too_little(telling):
        yield TextPart("detail.not-known")
    if telling.late:
        yield TextPart("detail.late")


def _hearing(telling: Telling) -> Iterator[TextPart]:
    """When and where a hearing is, as exactly as that is known, and that it is past."""
    if telling.hearing is None:
        return
    at, court = telling.hearing
    last = london_date(at) if isinstance(at, datetime) else at
    if isinstance(at, datetime):
        yield TextPart("detail.hearing", {"day": at, "time": at, "court": court})
    elif telling.in_week:
        last += timedelta(days=6)
        yield TextPart("detail.hearing-week", {"day": at, "court": court})
    else:
        yield TextPart("detail.hearing-day", {"day": at, "court": court})
    if last < telling.on:
        yield TextPart("detail.hearing-past")


def _says_too_little(telling: Telling) -> bool:
    of_hearing = telling.happened in _HEARINGS and not telling.hearing
    of_transfer = telling.happened == "transfer" and not telling.body
    return of_hearing or of_transfer or telling.happened in _IN_SHORT


def _which(telling: Telling) -> Iterator[TextPart]:
    """Which suspect it is about. The number of an arrest is a code for the police alone."""
    if telling.suspect is None:
        return
    if telling.suspect == "unsaid":
        yield TextPart("detail.suspect-unsaid")
    elif telling.suspect.isdecimal():
        yield TextPart("detail.suspect-number", {"number": telling.suspect})
    else:
        yield TextPart("detail.suspect-one")


def _next(telling: Telling) -> Iterator[TextPart]:
    for step in _NEXT.get(telling.happened, ()):
        if step == "needs" and telling.reader is WordsReader.BUSINESS:
            continue  # the needs of a person are asked
        if step not in _COUNTED:
            yield TextPart(f"next.{step}")
        elif days := _days(telling, _COUNTED[step]):
            yield TextPart(f"next.{step}", {"days": days}, days)


def _days(telling: Telling, rule: str) -> int | None:
    """How many days the Code gives from now on; None where nobody has read that in a source."""
    found = rule_on(rule, telling.on)
    if found is None or not found.is_confirmed:
        return None
    return found.enhanced if telling.enhanced else found.standard


def _group(telling: Telling) -> Iterator[TextPart]:
    if telling.reader is WordsReader.BUSINESS:
        yield TextPart("reader.business")
    elif telling.reader is not WordsReader.BEREAVED:
        yield TextPart(f"group.{telling.group}")


def _services(telling: Telling) -> Iterator[TextPart]:
    bereaved = telling.reader is WordsReader.BEREAVED
    for line in support_lines(CrimeGroup.OTHER if bereaved else telling.group):
        phone = line.phone.replace(" ", "\N{NO-BREAK SPACE}")
        yield TextPart("help.service", {"service": line.service, "phone": phone})
