"""Draws pages: Jinja templates with GOV.UK Frontend's macros, and words for codes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse

from access.viewer import Viewer
from schemas import refusal_words
from schemas.refusal import read_problem
from task_group import lattice_places
from web import (
    comparison_words,
    contact_words,
    correction_view,
    formats,
    lattice_words,
    look_words,
    not_shown,
    obligation_words,
    operator_alert_words,
    protection_view,
    recipient_words,
    release_view,
    timeline_view,
    wait_statements,
    what_to_do,
    wording,
    worklist_view,
)
from web.acts import act_kinds, standing_words
from web.govuk_templates import govuk_templates
from web.marked_code import marked_code
from web.navigation import navigation

_TEMPLATES = Path(__file__).parent / "templates"

_WORDS = (
    act_kinds,
    comparison_words,
    contact_words,
    correction_view,
    lattice_places,
    lattice_words,
    look_words,
    not_shown,
    obligation_words,
    protection_view,
    operator_alert_words,
    recipient_words,
    release_view,
    standing_words,
    timeline_view,
    wait_statements,
    what_to_do,
    wording,
    worklist_view,
)
"""The modules whose words the templates use, each under its own name."""


class Pages:
    """The templates, ready to be drawn."""

    def __init__(self, simulated: Callable[[], bool]) -> None:
        """`simulated` says whether the data are; it is asked for each page."""
        self._templates = govuk_templates(_TEMPLATES)
        self._templates.globals["simulated"] = simulated
        self._templates.globals |= {word.__name__.rpartition(".")[2]: word for word in _WORDS}
        self._templates.filters |= {
            "day": formats.day,
            "london_day": formats.london_day,
            "long_day": formats.long_day,
            "moment": formats.moment,
            "for_input": formats.for_input,
            "number": formats.number,
            "counted": formats.counted,
            "problem": lambda written: refusal_words.in_words(read_problem(written)),
            "plain": wording.plain,
            "capital": wording.capital,
            "lower_first": wording.lower_first,
            "marked_code": marked_code,
            "pseudonym": wording.short_pseudonym,
        }

    def draw(
        self, template: str, section: str = "", status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A whole page from a template and its `values`; `section` is its address in the menu."""
        page = self._templates.get_template(template).render(section=section, **values)
        return HTMLResponse(page, status)

    def seen_by(self, viewer: Viewer, csrf: str = "") -> "ViewerPages":
        """The templates, drawn for this viewer; each of their forms has `csrf` in it."""
        return ViewerPages(self, viewer, csrf)


@dataclass(frozen=True)
class ViewerPages:
    """The templates, drawn for one viewer: the menu has what they may open."""

    pages: Pages
    viewer: Viewer
    csrf: str

    def draw(
        self, template: str, section: str = "", status: int = 200, **values: Any
    ) -> HTMLResponse:
        """As `Pages.draw`."""
        shown = {
            "viewer": self.viewer,
            "csrf": self.csrf,
            "navigation": navigation(self.viewer),
            **values,
        }
        return self.pages.draw(template, section, status, **shown)
