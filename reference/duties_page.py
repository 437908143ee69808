"""docs/reference/duties.md, from the rules of the Victims' Code and the duties that follow."""

from collections.abc import Iterator

from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import ClockStart, Duty, FactPattern, Withdrawal
from processors.victims_code.rules import VERSIONS, CodeVersion, Rule
from reference.every_right import every_right
from reference.markdown import page, table
from web import obligation_words
from web.day_count_view import USUAL_READING

_INTRO = f"""\
What each version of the Victims' Code asks of whom, from the data in `processors/victims_code`. The
version in force on the London day on which the duty's clock starts counts. A rule that is *not
confirmed* has not been read in a source: check it before you rely on it.
{USUAL_READING}
The states of a duty are in [stages and duties](stages-and-duties.md#duties).
`journey deadline` counts the days of one ([commands](commands.md#journey-deadline))."""

_FACTS = """\
The [facts](events.md#facts) that raise each duty and those that do what it asks. Not every fact of
a kind does: what the victim is told must be about the matter, and must have reached them safely. A
duty that starts *at receipt* starts when the duty-holder has the news: by a notice received, by
the `knowntime` of the event, or by what the duty-holder reports itself. While only the sending of a
notice is known, the duty is open without a day. A duty is *no longer owed* only if the reason came
while it was open. A decision raises R6.6 and R6.10 to R6.12, or R6.7, once, though one agency makes
it and another records it; where the CPS does not prosecute, it raises VRR.1 as well
([decision 0020](../decisions/0020-one-decision-one-duty.md)). What the
Code sets no day for is open until it is done, and never late
([decision 0008](../decisions/0008-duties-nobody-can-time.md)). R1.2, R4.6 and R6.14 are raised once
in a case, and what was done before does them. A release or a discharge may be told of before it
(R11.7, R11.7b). A statement is owed by one rule to each victim: R7.6 to a business, R7.5 to a
bereaved relative, R7.1 to all others. The victim's own time to ask the CPS (VRR.1) counts from the
telling of the decision. A letter `sent`, of which nobody knows whether it arrived, starts
nothing."""


_STARTS = {
    ClockStart.OCCURRED: "when it happened",
    ClockStart.RECEIPT: "at receipt",
    ClockStart.TELLING: "once the victim is told of it",
    ClockStart.PASSED_ON: "at receipt, or when it was passed on while that is not known",
}


def duties_page() -> str:
    """The page of the duties: a table for each version of the Code, and the facts behind them."""
    rows = [_facts(duty) for duty in DUTIES if duty.triggered_by]
    facts = table(["rule", "raised by", "starts", "done by", "no longer owed because"], rows)
    return page(
        "Duties of the Victims' Code",
        _INTRO,
        *(part for code in VERSIONS for part in _version(code)),
        "## What raises a duty, and what does it",
        _FACTS,
        facts,
        *every_right(),
    )


def _version(code: CodeVersion) -> Iterator[str]:
    yield f"## The {code.name} Code"
    evidence = obligation_words.EVIDENCE[code.evidence]
    yield f"{obligation_words.in_force(code.name)}. {code.source} ({evidence})."
    if not code.rules:
        yield "`journey` has no rule of it yet, and judges nothing by it."
        return
    head = ["rule", "what is owed", "clock starts", "due", "with Enhanced Rights", "source"]
    yield table(head, [_rule(rule) for rule in code.rules.values()])


def _rule(rule: Rule) -> list[str]:
    return [
        rule.rule,
        obligation_words.SENTENCES[rule.rule],
        rule.clock_starts_at,
        obligation_words.within(rule, rule.standard),
        obligation_words.within(rule, rule.enhanced),
        obligation_words.sourced(rule),
    ]


def _facts(duty: Duty) -> list[str]:
    starts = _STARTS[duty.clock]
    reasons = [obligation_words.REASONS[each] for each in Withdrawal if each in duty.withdrawn_by]
    raised, done = _kinds(duty.triggered_by), _kinds(duty.discharged_by)
    return [duty.rule, raised, starts, done, "; ".join(reasons)]


def _kinds(facts: tuple[FactPattern, ...]) -> str:
    kinds = dict.fromkeys(pattern.kind.kind for pattern in facts)
    return ", ".join(f"[`{kind}`](events.md#{kind})" for kind in kinds)
