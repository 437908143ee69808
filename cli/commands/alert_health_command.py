"""`journey alert-health`: what became of the alerts of the last days, from the running platform."""

from typing import Annotated, Any

import typer

from caseworkers.alert_health import AlertHealth, RuleHealth
from cli.output import Format, console, print_json, print_rows
from runtime.api_client import ask
from runtime.running_platform import client_settings
from web import alert_health_words, wording
from web.formats import counted


def alert_health(
    days: Annotated[int, typer.Option(help="The last 7, 28 or 90 days.")] = 28,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """What became of the alerts that were raised lately, which rules make noise, how long it took.

    CSV has the rules alone; JSON has all, times in seconds.
    """
    answer = AlertHealth.model_validate(ask(client_settings(), "/api/alert-health", days=days))
    match format_:
        case Format.JSON:
            print_json(answer.model_dump(mode="json"))
        case Format.CSV:
            print_rows([rule.model_dump(mode="json") for rule in answer.rules], format_)
        case Format.TABLE:
            _print_tables(answer)


def _print_tables(answer: AlertHealth) -> None:
    totals = answer.totals
    raised = f"{counted(totals.raised, 'alert')} raised in the last {answer.days} days"
    became = ", ".join(
        f"{count:,} {wording.lower_first(name)}"
        for name, count, _ in alert_health_words.became(totals)
    )
    console.print(f"{raised}: {became}", highlight=False, soft_wrap=True)
    if answer.rules:
        print_rows([_rule_row(rule) for rule in answer.rules], Format.TABLE, "Noise by rule")
    if answer.teams:
        rows = [
            {
                "agency": wording.agency(team.agency),
                "team": team.team,
                "median": alert_health_words.stood(team),
                "alerts": team.alerts,
            }
            for team in answer.teams
        ]
        print_rows(rows, Format.TABLE, "From raised to over, by team")


def _rule_row(rule: RuleHealth) -> dict[str, Any]:
    return {
        "rule": rule.rule or wording.ALERT_KINDS[rule.kind],
        "raised": rule.raised,
        "in_time": rule.in_time,
        "retracted": rule.retracted,
        "forgotten": rule.forgotten,
        "closed": rule.closed,
        "noise": alert_health_words.noise(rule),
    }
