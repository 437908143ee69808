"""What people send by the forms of the pages, of a victim of the example."""

from uuid import UUID

from example_journeys import Story, late_alert

FORMS: dict[str, dict[str, str]] = {
    "/victims/{victim}/break-glass": {"reason": "complaint"},
    "/break-glass/{notice}/seen": {},
    "/victims/{victim}/acts/{kind}": {"note": "writing"},
    "/alerts/acknowledge": {"note": "writing"},
    "/alerts/close": {"reason": "overtaken", "asked": "yes"},
}
"""The routes that a form is sent to, and what is in it."""

UPON_ALERTS = ("/alerts/acknowledge", "/alerts/close")
"""The routes whose form, and not whose address, names the victim."""


def form_sent(path: str, story: Story) -> dict[str, str]:
    """The form for a route; where it is about an alert, about that of a late duty to the victim."""
    alert = str(late_alert(story, "R6.1").id)
    named = f"{story.victim}/{alert}" if path in UPON_ALERTS else alert
    return FORMS[path] | {"form": str(UUID(int=1)), "alert": named}
