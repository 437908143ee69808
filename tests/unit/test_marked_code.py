"""Commands in the texts of pages are marked as code, and nothing else of them changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from web.marked_code import marked_code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "None yet. `journey release make` makes one",
            "None yet. <code>journey release make</code> makes one",
        ),
        ("`a <b>` & `c`", "<code>a &lt;b&gt;</code> &amp; <code>c</code>"),
        ("one ` alone", "one ` alone"),
        ("`a` and ` alone", "<code>a</code> and ` alone"),
        ("", ""),
    ],
)
def test_what_stands_between_two_backticks_is_code(text: str, shown: str) -> None:
    assert marked_code(text) == shown


@given(st.text(st.sampled_from("a<&`' ")))
def test_whoever_reads_it_reads_the_same_words(text: str) -> None:
    plain = marked_code(text).replace("<code>", Markup("`")).replace("</code>", Markup("`"))
    assert plain.unescape() == text
