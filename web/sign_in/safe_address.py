"""The address to which sign-in goes on: always one of ours."""

from urllib.parse import urlsplit


def safe_address(asked: str) -> str:
    """The path and query that was asked for, where it is a page of ours; else the first page."""
    try:
        parts = urlsplit(asked)
    except ValueError:  # no address at all, such as `//[`
        return "/"
    plain = asked.isprintable() and "\\" not in asked
    ours = asked.startswith("/") and not asked.startswith("//") and not parts.netloc
    is_sign_in = parts.path.startswith("/sign-in") or parts.path.startswith("/sign-out")
    return asked if plain and ours and not parts.scheme and not is_sign_in else "/"
