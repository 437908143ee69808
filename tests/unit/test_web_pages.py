"""What pages work out for themselves: where other pages are, and styles without the brand."""

from hypothesis import given
from hypothesis import strategies as st

from runtime.page_assets import without_brand
from web.pages.alerts_page import pagination

CHOSEN = {"state": "raised", "agency": "cps", "kind": ""}


def numbers(page: int, pages: int) -> list[object]:
    items = pagination(page, pages, CHOSEN)["items"]
    assert isinstance(items, list)
    return ["…" if "ellipsis" in item else item["number"] for item in items]


def test_the_ends_and_the_neighbours_are_shown() -> None:
    assert numbers(7, 20) == [1, "…", 6, 7, 8, "…", 20]
    assert numbers(1, 3) == [1, 2, 3]
    assert numbers(1, 1) == [1]


def test_another_page_keeps_the_filter() -> None:
    assert pagination(1, 2, CHOSEN)["next"] == {
        "href": "/alerts?state=raised&agency=cps&kind=&page=2"
    }


@given(st.integers(1, 60), st.integers(1, 60))
def test_one_can_always_go_on_until_the_end(page: int, more: int) -> None:
    pages = page + more - 1
    found = pagination(page, pages, CHOSEN)
    assert ("previous" in found) is (page > 1)
    assert ("next" in found) is (page < pages)
    assert {1, page, pages} <= set(numbers(page, pages))


def test_neither_the_licensed_font_nor_the_crown_is_left() -> None:
    styles = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        ".govuk-body{font-family:GDS Transport,arial,sans-serif}"
        ".govuk-footer__logo{background-image:url(/assets/images/govuk-crest.svg);width:100%}"
    )
    assert without_brand(styles) == (
        ".govuk-body{font-family:arial,sans-serif}"
        ".govuk-footer__logo{background-image:none;width:100%}"
    )
