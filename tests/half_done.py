"""What is missing where an event, a duty or a rule is half done: a line for each.

CONTRIBUTING.md has the checklists. Each line names the file, and what to write there.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from inspect import getsourcefile
from pathlib import Path
from typing import Any, cast, get_args, get_origin

import orjson

import events
from caseworkers.victim_words.message_files import source_messages
from caseworkers.victim_words.told_matters import MATTERS, may_have_happened
from doc_pages import ROOT
from events.fact import Fact
from events.suspects import AboutSuspect
from events.vocabulary import FACTS, AnyFact
from kinds_about_suspects import COUNTS_AS
from processors import victims_code
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from processors.victims_code.rights_not_followed import rights_not_followed
from processors.victims_code.rules import VERSIONS, Rule
from schemas import golden_examples, json_schema
from schemas.changes import DutyHolder
from schemas.envelope import FACT_OF_TYPE, Envelope, envelope, type_name
from schemas.json_schema import short_name
from schemas.refusal import Problem
from schemas.refusal_words import form_of, words_of
from schemas.upcasting import FORMER
from schemas.who_may_say import PERMISSIONS
from source_text import names_in, text_of, texts_in_calls, unmet, values_in
from web import obligation_words
from web.fact_sentences import sentence

NOT_SIMULATED = {
    "victim-of-offences": "simulated defendants are charged with the one crime of their victim",
    "remand-appealed": "no source says how often bail is appealed against",
    "remand-ended": "no source says how often a custody time limit runs out",
    "sentence-deferred": "no source says how often a sentence is put off",
    "case-unlinked": "simulated agencies link no wrong cases",
    "case-merged": "simulated prosecutions are neither merged nor split: no source says how often",
    "case-split": "simulated prosecutions are neither merged nor split: no source says how often",
    "hearing-adjourned": "no source says how often a hearing is begun and goes on another day",
    "hearing-cancelled": "simulated trials are vacated; no source says how often others are off",
    "hearing-marked-duplicate": "it takes back a mistake of a person at a court",
    "report-withdrawn": "no source says how often an agency takes back what it reported",
    "court-result-recorded": "it is what a converted message had that no event says",
    "review-acknowledged": "no duty with a number of days hangs on it",
    "alert-acknowledged": "people act upon alerts on the pages",
    "alert-snoozed": "people act upon alerts on the pages",
    "alert-closed": "people act upon alerts on the pages",
    "intervention-registered": "a person at an agency says what it began; no source says how often",
    "intervention-withdrawn": "it takes back a mistake of a person at an agency",
    "compensation-refused": "no source says how often a court refuses it, and why",
    "protective-order-made": "no source was found of how many convictions end with which order",
    "protective-order-changed": "no simulated order is made",
    "protective-order-ended": "no simulated order is made",
    "reporting-restriction-made": "no source was found of how often a court makes one",
    "offender-discharged-from-hospital": "hospital orders are too rare to wait for their end",
    "prisoner-received": "no source says how often",
    "prisoner-returned-to-custody": "no source says how often",
    "prisoner-transferred": "no source says how often",
    "prisoner-absconded": "no source says how often",
    "offender-died": "no source says how often",
    "licence-conditions-ended": "no source says how often",
    "offender-linked": "simulated prisons speak of the case itself",
    "offender-unlinked": "simulated prisons speak of the case itself",
}
"""Why the simulated agencies never report a fact, by its kind."""

NOT_TIMED: dict[str, str] = {}
"""Why no fact triggers a duty by a rule."""

PLAYED_BESIDE = dict.fromkeys(
    ("R7.1", "R7.5", "R7.6", "R11.3", "R11.6", "R11.7", "R11.8", "R6.14", "R4.6", "R12.2"),
    "simulator/consequences.csv and the simulated contacts have how often it is done",
) | dict.fromkeys(
    (
        *("R1.2", "R6.21", "R9.2c", "R9.10", "R11.4", "R11.4a", "R11.5", "R11.7a", "R11.7b"),
        *("R11.7c", "VRR.2", "VRR.3"),
    ),
    "no simulated agency does it",
)
"""Why a rule has no row in simulator/duties.csv."""

_WRITE = "run .venv/bin/journey schema write"


def fact_classes() -> list[type[Fact]]:
    """Every fact that stands in `events`, in the vocabulary or not."""
    classes = [each for each in values_in(events, type) if issubclass(each, Fact)]
    return [each for each in dict.fromkeys(classes) if hasattr(each, "kind")]


def duties() -> list[Duty]:
    """Every duty that stands in `processors.victims_code`, in the list of all or not."""
    found = [each for value in values_in(victims_code, tuple) for each in value]
    return list(dict.fromkeys(each for each in found if isinstance(each, Duty)))


def rules() -> list[Rule]:
    """Every rule of every version of the Victims' Code."""
    return [rule for code in VERSIONS for rule in code.rules.values()]


def missing_of_fact(fact: type[Fact]) -> list[str]:
    """What an event still needs."""
    if FACTS.get(fact.kind) is not fact:
        former = FORMER.get((fact.kind, fact.version))
        file = Path(getsourcefile(fact) or "").relative_to(ROOT).as_posix()
        line = f"events/vocabulary.py: add {fact.__name__} of {file} to a union"
        return unmet({line: former is not None and former.fact is fact})
    kind, name = fact.__name__, short_name(type_name(fact))
    examples = {
        f"schemas/golden/{name}.{how}.json: write an example of the event": (
            golden_examples.FOLDER / f"{name}.{how}.json"
        ).is_file()
        for how in golden_examples.NEEDED
    }
    schema = (json_schema.FOLDER / f"{name}.json").is_file()
    page = f"\n### {fact.kind}\n" in text_of("docs/reference/events.md")
    permitted = any(fact.kind in row.kinds for row in PERMISSIONS)
    sentence_written = kind in names_in("web/sentences", cases=True)
    simulated = fact.kind in NOT_SIMULATED or _is_simulated(fact)
    listed = not issubclass(fact, AboutSuspect) or fact.kind in COUNTS_AS
    return unmet(
        examples
        | {
            f"schemas/json/{name}.json: {_WRITE}": schema,
            f"docs/reference/events.md: {_WRITE}": page,
            f"web/sentences: write the sentence of {kind} for the timeline": sentence_written,
            f"schemas/who_may_say.py: enter who may say {fact.kind} of whom": permitted,
            f"simulator: report {kind}, or say in tests/half_done.py why it never does": simulated,
            f"tests/kinds_about_suspects.py: say as what {fact.kind} counts": listed,
        }
    ) + (missing_words(fact) if sentence_written and all(examples.values()) else [])


def missing_words(fact: type[Fact]) -> list[str]:
    """What an event with its examples and its sentence still needs to be told in words."""
    known = FACT_OF_TYPE.get(type_name(fact))
    forms = fields_without_form(envelope(known)) if known else []
    return [
        *(f"schemas/refusal_words.py: say in _FORMS how {each} is written" for each in forms),
        *(f"web/sentences: write the words of {each}" for each in codes_without_words(fact)),
    ]


def fields_without_form(event: type[Envelope]) -> list[str]:
    """The fields of an event with a pattern or a maximum that nothing tells in words.

    An instant that is none has words of its own.
    """
    schema = event.model_json_schema()
    fact = schema["properties"]["data"]["$ref"].rpartition("/")[2]
    fields: Mapping[str, Any] = schema["properties"] | schema["$defs"][fact]["properties"]
    return [
        name
        for name, told in fields.items()
        if re.search(r"'(pattern|maximum)':", str(told))
        and "date-time" not in str(told)
        and form_of(f"data.{name}.0") is None
    ]


def codes_without_words(fact: type[Fact]) -> list[str]:
    """The codes of a fact for which its sentence has no words, tried in the ordinary example."""
    example = golden_examples.FOLDER / f"{short_name(type_name(fact))}.ordinary.json"
    ordinary = fact.model_validate(orjson.loads(example.read_bytes())["data"])
    unsaid = [
        _unsaid(ordinary.model_copy(update={field: value}))
        for field, info in fact.model_fields.items()
        for value in _coded_values(info.annotation)
    ]
    return [name for name in dict.fromkeys(unsaid) if name]


def refusals() -> list[str]:
    """The code of each problem for which an event is refused, as the code has it."""
    folders = ("schemas", "processors", "agencies")
    return sorted(set[str]().union(*(texts_in_calls(each, "Problem", 1) for each in folders)))


def missing_of_refusal(code: str) -> list[str]:
    """What a refusal still needs to be told in words."""
    line = f"schemas/refusal_words.py: say in _WORDS what {code} means"
    return unmet({line: words_of(Problem("data", code)) is not None})


def missing_of_duty(duty: Duty) -> list[str]:
    """What a duty still needs to count at all."""
    where, listed = "processors/victims_code", duty in DUTIES
    has_limit = any(rule.rule == duty.rule for rule in rules())
    limit = f"{where}: give {duty.rule} the time limit of a version of the Code"
    not_followed = f"{where}/rights_not_followed.csv: take {duty.rule} out, which is followed now"
    return unmet(
        {
            not_followed: duty.rule not in [each.rule for each in rights_not_followed()],
            f"{where}/all_duties.py: add the tuple with {duty.rule} to DUTIES": listed,
            limit: has_limit or not listed,
        }
    )


def missing_messages(rule: Rule) -> list[str]:
    """What one could say to the victim because of a rule, and no message has."""
    matter = MATTERS.get(rule.rule)
    names = [f"happened.{each}" for each in may_have_happened(matter)] if matter else []
    file = "caseworkers/victim_words/languages/words.pot"
    return unmet({f"{file}: write the message {each}": each in source_messages() for each in names})


def missing_of_rule(rule: Rule) -> list[str]:
    """What a rule of one version of the Code still needs."""
    where = f"processors/victims_code: {rule.rule} of the {rule.code} Code needs"
    found = [duty for duty in DUTIES if duty.rule == rule.rule]
    untimed = rule.rule in NOT_TIMED
    section = text_of("docs/reference/duties.md").partition(f"\n## The {rule.code} Code\n")[2]
    triggered = untimed or any(duty.triggered_by for duty in found)
    no_trigger = "a fact that triggers it, or in tests/half_done.py a reason why none"
    discharged = untimed or any(duty.discharged_by for duty in found)
    read_twice = untimed or f'"{rule.rule}"' in _oracle()
    of_victim = any(duty.holder is DutyHolder.VICTIM for duty in found)
    played = rule.rule in PLAYED_BESIDE or f"\n{rule.rule}," in text_of("simulator/duties.csv")
    simulated = untimed or of_victim or played
    oracle = f"tests/oracle: enter what triggers, discharges and withdraws {rule.rule}"
    page = f"\n| {rule.rule} |" in section.partition("\n## ")[0]
    return unmet(
        {
            f"{where} a sentence: what it asks of whom": bool(
                obligation_words.SENTENCES.get(rule.rule)
            ),
            f"{where} its source": bool(rule.source),
            f"{where} {no_trigger}": triggered,
            f"{where} a fact that discharges it": discharged,
            f"docs/reference/duties.md: {_WRITE}": page,
            oracle: read_twice,
            f"simulator/duties.csv: say how often agencies keep {rule.rule}": simulated,
        }
    ) + missing_messages(rule)


def _oracle() -> str:
    files = sorted((ROOT / "tests" / "oracle").glob("*.py"))
    return "".join(text_of(path.relative_to(ROOT).as_posix()) for path in files)


def _coded_values(annotation: Any) -> Iterator[object]:
    """The values that a field of codes may have; of several codes, each alone."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from annotation
    for part in get_args(annotation):
        several = get_origin(annotation) is tuple
        yield from ((value,) if several else value for value in _coded_values(part))


def _unsaid(fact: Fact) -> str:
    """The code for which the fact's sentence has no words, or nothing."""
    try:
        sentence(cast(AnyFact, fact))
    except KeyError as error:
        return f"{type(error.args[0]).__name__}.{error.args[0].name}"
    return ""


def _is_simulated(fact: type[Fact]) -> bool:
    """Whether the simulator's code makes such a fact, or one of its tables has an agency do it."""
    done = re.compile(rf"\bdoes {fact.kind}(?![\w-])")
    tables = [path.read_text(encoding="utf-8") for path in (ROOT / "simulator").glob("*.csv")]
    made = fact.__name__ in names_in("simulator", cases=False)
    return made or any(done.search(table) for table in tables)
