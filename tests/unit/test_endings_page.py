"""The page of what ends what says of each duty all by which it is withdrawn, and nothing else."""

import pytest

from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty, Withdrawal
from reference.endings_page import endings_page

WORDS = {
    Withdrawal.CHARGED: "once all who are left are charged",
    Withdrawal.NOT_REQUIRED: "once the victim need not give evidence",
    Withdrawal.HEARING_OFF: "once the hearing is taken out of the list",
    Withdrawal.HEARING_MOVED: "once the same is owed of another date",
    Withdrawal.OFFENDER_DIED: "once the offender has died",
    Withdrawal.HELD_ELSEWHERE: "once another body has the case",
    Withdrawal.VICTIM_DIED: "the victim dies",
    Withdrawal.PROGRESS_UPDATES: "no updates on progress",
    Withdrawal.COURT_UPDATES: "no updates from court",
    Withdrawal.RELEASE_UPDATES: "no updates on release",
    Withdrawal.SCHEME_DECLINED: "no part in the Victim Contact Scheme",
    Withdrawal.SENTENCE_REPLACED: "another sentence in its place",
    Withdrawal.CONVICTION_QUASHED: "conviction quashed",
}
"""As the page has them; the end of the case itself depends on whom the duty is about."""


@pytest.mark.parametrize(
    "duty", [each for each in DUTIES if each.triggered_by], ids=lambda duty: duty.rule
)
def test_the_row_of_a_duty_has_every_reason_that_withdraws_it(duty: Duty) -> None:
    (row,) = (line for line in endings_page().splitlines() if line.startswith(f"| [{duty.rule}]"))
    whose = "about that suspect" if duty.is_about_suspects else "with the last"

    said = {reason for reason, words in WORDS.items() if words in row}
    ends = {Withdrawal.CASE_ENDED} if whose in row else set()

    assert said | ends == duty.withdrawn_by


def test_every_reason_has_words_on_the_page() -> None:
    assert {*WORDS, Withdrawal.CASE_ENDED} == set(Withdrawal)
