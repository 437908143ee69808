"""What a viewer may open, and what they see first: their work."""

from dataclasses import dataclass

from access.viewer import PERSONAL, Role, Viewer


@dataclass(frozen=True)
class MenuItem:
    """A page of the menu, and the roles that it is open to; None for whoever signed in."""

    text: str
    href: str
    roles: frozenset[Role] | None

    def is_open_to(self, viewer: Viewer) -> bool:
        """Whether this viewer may open it."""
        return self.roles is None or viewer.has(*self.roles)


MENU = (
    MenuItem("Worklist", "/alerts", PERSONAL),
    MenuItem("Alert health", "/alert-health", frozenset({Role.SUPERVISOR})),
    MenuItem("Hotspots", "/hotspots", frozenset({Role.TASK_GROUP})),
    MenuItem("Flow board", "/flows", frozenset({Role.TASK_GROUP})),
    MenuItem("Operators", "/operators", frozenset({Role.PLATFORM_OPERATOR})),
    MenuItem("Agencies", "/agencies", frozenset({Role.AGENCY_OPERATOR, Role.PLATFORM_OPERATOR})),
    MenuItem("Overview", "/overview", frozenset({Role.PLATFORM_OPERATOR})),
    MenuItem("Who looked", "/audit", frozenset({Role.AUDITOR})),
    MenuItem("Your account", "/account", None),
)
"""In this order. What comes first of a viewer's is what they see first."""


def navigation(viewer: Viewer) -> list[tuple[str, str]]:
    """The text and address of each page of the menu that a viewer may open."""
    return [(item.text, item.href) for item in MENU if item.is_open_to(viewer)]


def first_page(viewer: Viewer) -> str:
    """The address of the page with a viewer's work; of their account where they have no role."""
    if viewer.agency and viewer.has(Role.AGENCY_OPERATOR) and not viewer.has(*PERSONAL):
        return f"/agencies/{viewer.agency}"
    return navigation(viewer)[0][1]
