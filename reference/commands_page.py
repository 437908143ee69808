"""docs/reference/commands.md, from the command line's own help."""

from collections.abc import Iterator
from typing import Any

from reference.markdown import page

_WIDTH = 80

_INTRO = """\
Each command as its `--help` prints it. Commands that print an answer take
`--format table|json|csv`: a table for people, JSON or CSV for programs. Answers go to the standard
output, and what is said about the work to the standard error.

| status | means |
|---|---|
| 0 | done |
| 1 | not done, or not all of it; one line on the standard error says what to do. Quietly where \
nobody reads the output to its end, as under `head` |
| 2 | the command line could not be understood |"""


def commands_page(journey: Any) -> str:
    """The page of the commands below `journey`, the whole command line as click knows it."""
    parts = [f"## {path}\n\n```text\n{text}\n```" for path, text in _helps(journey)]
    return page("Commands", _INTRO, *parts)


def _helps(command: Any, parent: Any = None, path: str = "journey") -> Iterator[tuple[str, str]]:
    """The help of a command and of all below it, in order, by the words that call it."""
    name = path.rpartition(" ")[2]
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    yield path, _plain(command.get_help(context))
    for word, below in sorted(getattr(command, "commands", {}).items()):
        yield from _helps(below, context, f"{path} {word}")


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
