"""A browser without a screen: it follows redirects and keeps each origin's cookies apart.

Like a browser it takes its own machine for a safe place; httpx sends no secure cookie there.
"""

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

import httpx

CERTIFICATES = httpx.create_ssl_context()
"""Read once: httpx would read all of them anew for each request, which takes longer than most."""

_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class SimpleBrowser:
    """Its cookies by origin, and where it has been."""

    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)

    def get(self, address: str) -> httpx.Response:
        """Open an address, and go where it leads."""
        return self._follow("GET", address, None)

    def post(self, address: str, **fields: str) -> httpx.Response:
        """Send a form, and go where the answer leads."""
        return self._follow("POST", address, fields)

    def once(self, address: str, method: str = "GET", form: object = None) -> httpx.Response:
        """One request, whose answer is not followed."""
        jar = self.cookies.setdefault(_origin(address), {})
        cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
        headers = {"Cookie": cookie} if cookie else {}
        with httpx.Client(timeout=60, verify=CERTIFICATES) as client:
            answer = client.request(method, address, data=form, headers=headers)  # type: ignore[arg-type]
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    jar.pop(name, None)
                else:
                    jar[name] = morsel.value
        self.visited.append(address)
        return answer

    def _follow(self, method: str, address: str, form: object) -> httpx.Response:
        answer = self.once(address, method, form)
        for _ in range(10):
            if answer.status_code not in (302, 303):
                return answer
            address = urljoin(address, answer.headers["location"])
            answer = self.once(address)
        raise AssertionError(f"led in a circle: {self.visited[-10:]}")


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return dict(_FIELD.findall(page))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
