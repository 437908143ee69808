"""What is missing where an event, a duty or a rule is half done: a line for each.

CONTRIBUTING.md has the checklists. Each line names the file, and what to write there.
"""

import re
from inspect import getsourcefile
from pathlib import Path

import events
from doc_pages import ROOT
from events.fact import Fact
from events.vocabulary import FACTS
from processors import victims_code
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from processors.victims_code.rules import VERSIONS, Rule
from schemas import golden_examples, json_schema
from schemas.envelope import type_name
from schemas.json_schema import short_name
from schemas.upcasting import FORMER
from source_text import names_in, text_of, unmet, values_in
from web import obligation_words

NOT_SIMULATED: dict[str, str] = {}
"""Why the simulated agencies never report a fact, by its kind."""

NOT_TIMED = {"R3.1": "due as soon as possible: nobody can time it (decision 0008)"}
"""Why no fact triggers a duty by a rule."""

_WRITE = "run .venv/bin/journey schema write"


def fact_classes() -> list[type[Fact]]:
    """Every fact that stands in `events`, in the vocabulary or not."""
    classes = [each for each in values_in(events, type) if issubclass(each, Fact)]
    return [each for each in dict.fromkeys(classes) if each is not Fact]


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
    sentence = kind in names_in("web/sentences", cases=True)
    simulated = fact.kind in NOT_SIMULATED or _is_simulated(fact)
    return unmet(
        examples
        | {
            f"schemas/json/{name}.json: {_WRITE}": schema,
            f"docs/reference/events.md: {_WRITE}": page,
            f"web/sentences: write the sentence of {kind} for the timeline": sentence,
            f"simulator: report {kind}, or say in tests/half_done.py why it never does": simulated,
        }
    )


def missing_of_duty(duty: Duty) -> list[str]:
    """What a duty still needs to count at all."""
    where, listed = "processors/victims_code", duty in DUTIES
    has_limit = any(rule.rule == duty.rule for rule in rules())
    limit = f"{where}: give {duty.rule} the time limit of a version of the Code"
    return unmet(
        {
            f"{where}/all_duties.py: add the tuple with {duty.rule} to DUTIES": listed,
            limit: has_limit or not listed,
        }
    )


def missing_of_rule(rule: Rule) -> list[str]:
    """What a rule of one version of the Code still needs."""
    where = f"processors/victims_code: {rule.rule} of the {rule.code} Code needs"
    found = [duty for duty in DUTIES if duty.rule == rule.rule]
    untimed = rule.rule in NOT_TIMED
    section = text_of("docs/reference/duties.md").partition(f"\n## The {rule.code} Code\n")[2]
    triggered = untimed or any(duty.triggered_by for duty in found)
    no_trigger = "a fact that triggers it, or in tests/half_done.py a reason why none"
    discharged = untimed or any(duty.discharged_by for duty in found)
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
        }
    )


def _is_simulated(fact: type[Fact]) -> bool:
    """Whether the simulator's code makes such a fact, or one of its tables has an agency do it."""
    done = re.compile(rf"\bdoes {fact.kind}(?![\w-])")
    tables = [path.read_text(encoding="utf-8") for path in (ROOT / "simulator").glob("*.csv")]
    made = fact.__name__ in names_in("simulator", cases=False)
    return made or any(done.search(table) for table in tables)
