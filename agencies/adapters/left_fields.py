"""The fields of a message that no event has, by their kind: the field's name decides alone."""

import re
from functools import lru_cache

_KINDS = (
    (
        "names",
        r"name$|^(title|aliases|.*welshname|judiciary|.*counsels?|prosecutor|informant|usergroups)$",
    ),
    ("addresses", r"address|postcode|^(home|work|mobile|.*email.*|fax|contact.*|phone)$"),
    (
        "of a person",
        r"birth|gender|ethnicity|nationality|nino|insurancenumber|occupation|languageneeds|specific"
        r"requirements|cronumber|pncid|driver|vehicle|isyouth|documentationlanguage",
    ),
    (
        "free text",
        r"text$|wording|description|label|value$|reason$|facts|statement|mitigation|conditions$"
        r"|reasons$|note|notes$|qualifier|legislation|details$",
    ),
    ("numbers of the system", r"id$|ids$|code$|reference$|index$|count$|sequence$|number$"),
    ("dates and times", r"date$|time$|day$|datetime$|minutes$|limit$|spent$"),
    ("yes or no", r"^(is|has|can|was)[a-z0-9]+$|^(urgent|d20|alwayspublished|.*results)$"),
)
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS}
_WHATEVER_IS_BELOW = ("names", "addresses", "of a person")


@lru_cache(maxsize=4096)
def kind_of(path: str) -> str:
    """The kind of what a field holds, from its own name or that of what it is in."""
    *above, name = path.lower().split(".")
    for kind in _WHATEVER_IS_BELOW:
        if any(_PATTERNS[kind].search(each) for each in (name, *above)):
            return kind
    return next((kind for kind, each in _PATTERNS.items() if each.search(name)), "other")
