"""What people type is shown on pages as code: the house writes it between backticks."""

from markupsafe import Markup

_CODE = Markup("<code>{}</code>")


def marked_code(text: str) -> Markup:
    """A text for a page, escaped, each part of it that stands between two backticks as code.

    A backtick without another stays as it is.
    """
    *pairs, rest = text.split("`")
    if len(pairs) % 2:
        rest = f"{pairs.pop()}`{rest}"
    shown = (
        _CODE.format(part) if odd % 2 else Markup.escape(part) for odd, part in enumerate(pairs)
    )
    return Markup("").join([*shown, rest])
