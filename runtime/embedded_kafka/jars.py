"""Kafka's jars: each pinned with its SHA-256 in `jars.lock`, fetched once, checked always."""

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jgo
import stamina
from jgo.config import GlobalSettings
from jgo.maven import Artifact, MavenContext

from runtime.failure import Failure

LOCK = Path(__file__).with_name("jars.lock")

_PARALLEL = 8


@dataclass(frozen=True)
class Jar:
    """A jar by its Maven coordinate, and the SHA-256 that its bytes must have."""

    group: str
    artifact: str
    version: str
    sha256: str

    def in_repository(self, maven: MavenContext) -> Artifact:
        """The jar as jgo knows it: its file, and where it comes from."""
        return maven.project(self.group, self.artifact).at_version(self.version).artifact()


def locked_jars() -> list[Jar]:
    """The jars of the lock file; a line of it is `SHA-256 group:artifact:version`."""
    jars = []
    for line in LOCK.read_text().splitlines():
        if not line.startswith("#"):
            sha256, coordinate = line.split()
            group, artifact, version = coordinate.split(":")
            jars.append(Jar(group, artifact, version, sha256))
    return jars


def maven_repository(cache: Path | None = None) -> MavenContext:
    """Maven's repositories by jgo's own settings; jars are in the user's cache."""
    settings = GlobalSettings.load()
    folder = (cache or settings.cache_dir) / "repository"
    folder.mkdir(parents=True, exist_ok=True)
    mirrors = {"central": jgo.MAVEN_CENTRAL_URL, **settings.repositories}
    return MavenContext(repo_cache=folder, remote_repos=mirrors, timeout=30)


def classpath(say: Callable[[str], None], cache: Path | None = None) -> list[Path]:
    """Kafka's jars on this machine, those that are missing or broken fetched first.

    Raises Failure where they can't be fetched, or aren't what the lock file says.
    """
    maven, jars = maven_repository(cache), locked_jars()
    with _locked(maven.repo_cache):
        wrong = [jar for jar in jars if not _is_sound(jar, maven)]
        if wrong:
            say(f"fetching Kafka: {len(wrong)} jars, once, into {maven.repo_cache}")
            _fetch(wrong, maven)
    return [_path(jar, maven) for jar in jars]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let only one process at a time fetch into a folder."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _path(jar: Jar, maven: MavenContext) -> Path:
    path = jar.in_repository(maven).cached_path
    assert path is not None
    return Path(path)


def _is_sound(jar: Jar, maven: MavenContext) -> bool:
    path = _path(jar, maven)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == jar.sha256


def _fetch(jars: Sequence[Jar], maven: MavenContext) -> None:
    @stamina.retry(on=(OSError, RuntimeError), attempts=3)
    def fetch(jar: Jar) -> None:
        _path(jar, maven).unlink(missing_ok=True)
        jar.in_repository(maven).resolve()

    try:
        with ThreadPoolExecutor(_PARALLEL) as pool:
            list(pool.map(fetch, jars))
    except (OSError, RuntimeError) as error:
        raise Failure(
            f"Kafka's jars can't be fetched ({type(error).__name__}): is Maven's repository within"
            " reach? A mirror is named in jgo's settings; --kafka uses a Kafka of your own"
        ) from error
    for jar in jars:
        if not _is_sound(jar, maven):
            raise Failure(f"{jar.artifact} {jar.version} is not the jar that {LOCK.name} names")
