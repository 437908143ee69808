"""Templates with GOV.UK Frontend's macros, for all pages here."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader
from jinja2.loaders import ChoiceLoader


def govuk_templates(folder: Path) -> Environment:
    """The templates of a folder, which may use GOV.UK Frontend's macros; values are escaped."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder), macros]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
