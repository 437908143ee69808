"""Records what a form says, and writes into the form why it was not recorded."""

from collections.abc import Sequence

from agencies.gateway_publisher import TryAgain
from caseworkers.act_events import Act
from caseworkers.acts_recorded import ActSent
from schemas.refusal import Refused
from web.acts.act_publishing import record_acts
from web.acts.acting import Acting
from web.acts.form_page import AWAY, refusal_sentence
from web.acts.typed_form import TypedForm


def record_form(
    acting: Acting, typed: TypedForm, events: Sequence[Act]
) -> tuple[list[ActSent] | None, int]:
    """What was recorded, with the status of the answer.

    None where nothing was, or not all: then `typed` says why, and the form is drawn again.
    """
    try:
        return record_acts(acting.store, acting.acts, acting.by, events, acting.now), 303
    except TryAgain:
        typed.wrong("form", AWAY)
        return None, 503
    except Refused as refused:
        typed.wrong("form", refusal_sentence(refused))
        return None, 422
