"""An event, a rule, a question or a page that is half done is named, with what is missing."""

import importlib
import importlib.util
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

import half_done
import half_shown
from doc_pages import ROOT
from events.contact import ContactOptedOut, OptedOutOf, ToldAbout, VictimInformed
from events.fact import Fact
from events.investigation import SuspectArrested
from events.payments import CompensationPaid
from events.vocabulary import FACTS
from example_access import access_of
from kinds_about_suspects import COUNTS_AS
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.rules import RULES
from projections.store import Store
from schemas import refusal_words
from source_text import module_of
from web.guard import openness_of
from web.navigation import MENU
from web.pages import overview_page
from web.sentences import contact_sentences
from web.web_app import QUESTIONS, create_app


def nothing(missing: list[str]) -> None:
    """Fails with a line for each thing that is missing, and nothing else."""
    if missing:
        pytest.fail("half done:\n" + "\n".join(f"  {line}" for line in missing), pytrace=False)


def routes(router: Any) -> list[APIRoute]:
    return [route for route in router.routes if isinstance(route, APIRoute)]


ROUTES = [each for of in QUESTIONS for each in routes(of.router)]
"""Those of the API."""


@cache
def application() -> FastAPI:
    """The whole application; nothing is asked of it here."""
    return create_app(cast(Store, None), lambda: pytest.fail("asked"), access_of())


@cache
def in_the_browser() -> tuple[str, ...]:
    """The addresses that the browser's tests open and axe judges."""
    path = ROOT / "tests" / "browser" / "test_pages.py"
    spec = importlib.util.spec_from_file_location("pages_in_the_browser", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return tuple(address for address, _ in module.PAGES.values())


@pytest.mark.parametrize("fact", half_done.fact_classes(), ids=lambda fact: fact.__name__)
def test_no_event_is_half_done(fact: type[Fact]) -> None:
    nothing(half_done.missing_of_fact(fact))


@pytest.mark.parametrize("code", half_done.refusals())
def test_no_refusal_is_half_done(code: str) -> None:
    nothing(half_done.missing_of_refusal(code))


@pytest.mark.parametrize("duty", half_done.duties(), ids=lambda duty: duty.rule)
def test_no_duty_is_half_done(duty: Any) -> None:
    nothing(half_done.missing_of_duty(duty))


@pytest.mark.parametrize("rule", half_done.rules(), ids=lambda rule: f"{rule.rule}-{rule.code}")
def test_no_rule_is_half_done(rule: Any) -> None:
    nothing(half_done.missing_of_rule(rule))


@pytest.mark.parametrize("sql", half_shown.question_files(), ids=lambda sql: sql.stem)
def test_every_file_of_sql_is_asked(sql: Path) -> None:
    nothing(half_shown.missing_of_sql(sql))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_no_question_of_the_api_is_half_done(route: APIRoute) -> None:
    nothing(half_shown.missing_of_route(route))


@pytest.mark.parametrize("module", half_shown.command_modules(), ids=lambda module: module.stem)
def test_no_command_is_half_done(module: Path) -> None:
    nothing(half_shown.missing_of_command(module))


@pytest.mark.parametrize("module", half_shown.page_modules(), ids=lambda module: module.stem)
def test_no_page_is_half_done(module: Path) -> None:
    nothing(half_shown.missing_of_page(module, application(), in_the_browser()))


@pytest.mark.parametrize("template", half_shown.templates(), ids=lambda template: template.name)
def test_every_template_is_drawn(template: Path) -> None:
    nothing(half_shown.missing_of_template(template))


def test_the_menu_shows_a_page_to_those_to_whom_it_is_open() -> None:
    modules = [importlib.import_module(module_of(each)) for each in half_shown.page_modules()]
    pages = {each.path: each for module in modules for each in routes(module.router)}
    for item in MENU:
        assert (item.roles or frozenset()) == openness_of(pages[item.href].endpoint).roles, item


def test_an_exception_is_made_only_for_what_there_is() -> None:
    assert half_done.NOT_SIMULATED.keys() <= FACTS.keys()
    assert half_done.NOT_TIMED.keys() <= RULES.keys()
    assert half_shown.NO_COMMAND.keys() <= {route.path for route in ROUTES}


class ImaginedFact(Fact):
    """Nothing but this class was written for it."""

    kind: ClassVar[str] = "imagined-fact"


def test_what_an_event_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (vocabulary,) = half_done.missing_of_fact(ImaginedFact)
    assert vocabulary == (
        "events/vocabulary.py: add ImaginedFact of tests/unit/test_nothing_half_done.py to a union"
    )

    monkeypatch.setitem(FACTS, "imagined-fact", ImaginedFact)

    assert half_done.missing_of_fact(ImaginedFact) == [
        "schemas/golden/imagined-fact.v1.ordinary.json: write an example of the event",
        "schemas/golden/imagined-fact.v1.awkward.json: write an example of the event",
        "schemas/json/imagined-fact.v1.json: run .venv/bin/journey schema write",
        "docs/reference/events.md: run .venv/bin/journey schema write",
        "web/sentences: write the sentence of ImaginedFact for the timeline",
        "schemas/who_may_say.py: enter who may say imagined-fact of whom",
        "simulator: report ImaginedFact, or say in tests/half_done.py why it never does",
    ]


def test_a_fact_about_a_suspect_that_counts_as_nothing_yet_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(COUNTS_AS, "suspect-arrested")
    assert half_done.missing_of_fact(SuspectArrested) == [
        "tests/kinds_about_suspects.py: say as what suspect-arrested counts"
    ]


def test_a_code_without_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(contact_sentences._ABOUT, ToldAbout.ARREST)
    monkeypatch.delitem(contact_sentences._OPTED_OUT, OptedOutOf.ALL)
    assert half_done.missing_of_fact(VictimInformed) == [
        "web/sentences: write the words of ToldAbout.ARREST"
    ]
    assert half_done.missing_of_fact(ContactOptedOut) == [
        "web/sentences: write the words of OptedOutOf.ALL"
    ]


def test_a_field_without_its_form_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(refusal_words._FORMS, "amount_pence")
    assert half_done.missing_of_fact(CompensationPaid) == [
        "schemas/refusal_words.py: say in _FORMS how amount_pence is written"
    ]


def test_a_refusal_without_words_is_named() -> None:
    assert half_done.missing_of_refusal("imagined_problem") == [
        "schemas/refusal_words.py: say in _WORDS what imagined_problem means"
    ]


def test_what_a_rule_needs_is_named() -> None:
    imagined = replace(RULES["R6.1"], rule="R99.9", source="")
    assert half_done.missing_of_rule(imagined) == [
        "processors/victims_code: R99.9 of the 2020 Code needs a sentence: what it asks of whom",
        "processors/victims_code: R99.9 of the 2020 Code needs its source",
        "processors/victims_code: R99.9 of the 2020 Code needs a fact that triggers it, or"
        " in tests/half_done.py a reason why none",
        "processors/victims_code: R99.9 of the 2020 Code needs a fact that discharges it",
        "docs/reference/duties.md: run .venv/bin/journey schema write",
        "tests/oracle: enter what triggers, discharges and withdraws R99.9",
        "simulator/duties.csv: say how often agencies keep R99.9",
    ]


def test_what_a_duty_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imagined = replace(DUTIES[0], rule="R99.9")
    assert half_done.missing_of_duty(imagined) == [
        "processors/victims_code/all_duties.py: add the tuple with R99.9 to DUTIES"
    ]

    assert half_done.missing_of_duty(replace(imagined, rule="R3.3"))[0] == (
        "processors/victims_code/rights_not_followed.csv: take R3.3 out, which is followed now"
    )

    monkeypatch.setattr(half_done, "DUTIES", (*DUTIES, imagined))

    assert half_done.missing_of_duty(imagined) == [
        "processors/victims_code: give R99.9 the time limit of a version of the Code"
    ]


def test_what_a_question_needs_is_named(tmp_path: Path) -> None:
    sql = tmp_path / "agencies" / "imagined.sql"
    sql.parent.mkdir()
    sql.write_text("SELECT 1")
    assert half_shown.missing_of_sql(sql) == [
        "agencies/imagined.sql: write the function that reads it, in a module beside it"
    ]

    imagined = APIRoute("/api/imagined", lambda: None)

    assert half_shown.missing_of_route(imagined) == [
        "docs/reference/api.md: add a row for /api/imagined",
        "cli/commands: ask /api/imagined, or say in tests/half_shown.py why no command does",
        "tests/integration: ask /api/imagined in a test",
        "tests/integration/test_who_may_see.py: enter in FOR who may see /api/imagined",
    ]


def test_what_reads_sql_must_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(half_shown, "asked_by_the_api", set)
    assert half_shown.missing_of_sql(ROOT / "agencies" / "sequence_gaps.sql") == [
        "web/api.py: write the route that asks agencies.sequence_gaps"
    ]


def test_a_command_that_is_not_listed_is_named() -> None:
    assert half_shown.missing_of_command(Path("imagined_command.py")) == [
        "cli/commands/__init__.py: enter imagined_command in COMMANDS"
    ]


def test_what_a_page_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def imagined_page() -> HTMLResponse:
        pytest.fail("asked")

    module = ROOT / "web" / "pages" / "overview_page.py"
    imagined = APIRouter()
    imagined.get("/imagined/{of}")(imagined_page)
    monkeypatch.setattr(overview_page, "router", imagined)
    assert half_shown.missing_of_page(module, application(), in_the_browser()) == [
        "web/web_app.py: add overview_page to _PAGES"
    ]

    monkeypatch.setattr(overview_page, "router", APIRouter())
    assert half_shown.missing_of_page(module, application(), in_the_browser()) == [
        "web/pages/overview_page.py: say of the function that it returns HTMLResponse"
    ]

    monkeypatch.setattr(overview_page, "router", imagined)
    alone = FastAPI()
    alone.include_router(imagined)
    assert half_shown.missing_of_page(module, alone, in_the_browser()) == [
        "web/navigation.py: put /imagined/{of} in MENU, or link to it from another page",
        "tests/browser/test_pages.py: open /imagined/{of} in PAGES",
        "tests/integration/test_who_may_see.py: enter in FOR who may see /imagined/{of}",
    ]


def test_a_template_that_nothing_draws_is_named() -> None:
    imagined = ROOT / "web" / "templates" / "imagined.html"
    assert half_shown.missing_of_template(imagined) == [
        "web/templates/imagined.html: draw it in a module of web/pages"
    ]
