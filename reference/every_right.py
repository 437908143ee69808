"""Every right of the Victims' Code: what is judged of it, by which events, and how sure it is."""

from collections.abc import Iterator

from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty, FactPattern
from processors.victims_code.rights_not_followed import NotFollowed, rights_not_followed
from processors.victims_code.rules import RULES
from reference.markdown import table
from web import obligation_words

_INTRO = """\
What the Code gives to victims, right by right. A duty is *followed* where events say that it is
owed and that it is done: with a number of days it can be late, without one it is open until it is
done. What is not followed says why. How sure a line is says whether its source is the Code or the
government's own page (*primary source*), another page that gives the text (*secondary source*), or
neither (*not confirmed*)."""


def every_right() -> Iterator[str]:
    """The section of the page, with a table for each right."""
    yield "## Right by right"
    yield _INTRO
    missing = rights_not_followed()
    for right in range(1, 13):
        yield f"### Right {right}"
        rows = [_followed(duty) for duty in DUTIES if duty.right == right]
        rows += [_not_followed(each) for each in missing if each.right == right]
        yield table(["rule", "what it gives", "followed", "how sure"], rows)


def _followed(duty: Duty) -> list[str]:
    rule = RULES[duty.rule]
    raised, done = _kinds(duty.triggered_by), _kinds(duty.discharged_by)
    when = obligation_words.within(rule, rule.standard)
    words = f"{when}: owed by {raised}; done by {done}"
    return [duty.rule, duty.obligation, words, obligation_words.EVIDENCE[rule.evidence]]


def _not_followed(entitlement: NotFollowed) -> list[str]:
    return [
        entitlement.rule,
        entitlement.entitlement,
        f"not followed: {entitlement.why_not_followed}",
        obligation_words.EVIDENCE[entitlement.evidence],
    ]


def _kinds(facts: tuple[FactPattern, ...]) -> str:
    kinds = dict.fromkeys(pattern.kind.kind for pattern in facts)
    return ", ".join(f"`{kind}`" for kind in kinds)
