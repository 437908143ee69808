"""How a page reads in a real browser: on a phone and on a desktop, by axe."""

from pathlib import Path

from playwright.sync_api import Page

WIDTHS = {"phone": 375, "desktop": 1280}
HEIGHT = 900

_BY_COLOURS = ["color-contrast", "link-in-text-block"]
_LOOKS = """Array.from(document.querySelectorAll('*'), each => {
    const style = getComputedStyle(each);
    return [each.checkVisibility(), style.color, style.backgroundColor, style.backgroundImage,
        style.opacity, style.textDecorationLine, style.position, style.fontWeight];
}).join()"""
"""How each element is coloured and placed, and whether it is shown."""


def reads_well(page: Page, axe: str, drawn: Path | None = None) -> None:
    """Assert that the page fits a phone and a desktop, and that axe finds nothing wrong there.

    Then it is as narrow as a phone. `drawn` is where a picture is wanted: a path without its end.
    Colours take axe the longest. They are looked at again on the desktop only where they differ
    from the phone's: its letters are the smaller ones, of which more contrast is asked.
    """
    page.evaluate(f"{axe}; 0")
    seen = None
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if drawn:
            page.screenshot(path=f"{drawn}-{name}.png", full_page=True)
        assert page.evaluate("window.innerWidth") == width
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        looks = page.evaluate(_LOOKS)
        found = violations(page, but=_BY_COLOURS if looks == seen else [])
        assert found == [], (name, found)
        seen = looks
    page.set_viewport_size({"width": WIDTHS["phone"], "height": HEIGHT})


def violations(page: Page, but: list[str]) -> list[tuple[str, list[str]]]:
    """Each rule of axe that the page breaks, with the elements; axe is there already.

    What axe finds in order is not worked out element by element: that takes long.
    """
    found = page.evaluate(
        """but => axe.run({
            resultTypes: ['violations'],
            rules: Object.fromEntries(but.map(rule => [rule, {enabled: false}])),
        }).then(found => found.violations)""",
        but,
    )
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
