"""What a page says as it comes over HTTP: what a browser has of it in which no script runs."""

from html.parser import HTMLParser


class PageText(HTMLParser):
    """The text of `<main>`, with what is folded away, and how many scripts the page brings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.main, self.scripts = "", 0
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self._inside |= tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.main += data
