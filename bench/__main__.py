"""`python -m bench [PART…]`: measure some parts or all, and write docs/measured.md."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.measured_page import page_of
from bench.measurement import RESULTS, save
from bench.one_run import measured_in_quiet, print_progress
from bench.parts import PARTS, SECTIONS

PAGE = Path("docs") / "measured.md"


def main(names: Sequence[str], results: Path = RESULTS, page: Path = PAGE) -> None:
    """Measure, part by part, all without names; after each the page is written anew.

    `report` is no part: it writes the page alone, from what is saved.
    """
    if unknown := set(names) - set(PARTS) - {"report"}:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in names or PARTS:
        if name != "report":
            save(measured_in_quiet(name, PARTS[name]), results)
        page.write_text(page_of(SECTIONS, results))
    print_progress(f"written: {page}")


if __name__ == "__main__":
    main(sys.argv[1:])
