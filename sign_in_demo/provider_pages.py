"""Draws the provider's pages, with GOV.UK Frontend as all pages here."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse

from web.govuk_templates import govuk_templates

_TEMPLATES = Path(__file__).parent / "templates"


class ProviderPages:
    """The templates, ready to be drawn."""

    def __init__(self) -> None:
        self._templates = govuk_templates(_TEMPLATES)

    def draw(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page from a template and its `values`."""
        return HTMLResponse(self._templates.get_template(template).render(**values), status)
