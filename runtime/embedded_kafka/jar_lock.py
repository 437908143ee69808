"""Writes `jars.lock` anew after a change here: `python -m runtime.embedded_kafka.jar_lock`."""

import hashlib

import jgo

from runtime.embedded_kafka.jars import LOCK, maven_repository

WANTED = ("org.apache.kafka:kafka_2.13:4.3.1", "org.slf4j:slf4j-simple:1.7.36")
"""The broker, and a logger without which it logs nothing."""


def main() -> None:
    """Resolve what is wanted with all that it needs, and write down each jar's SHA-256."""
    maven = maven_repository()
    lines = []
    for each in jgo.resolve("+".join(WANTED)):
        jar = maven.project(each.groupId, each.artifactId).at_version(each.version).artifact()
        sha256 = hashlib.sha256(jar.resolve().read_bytes()).hexdigest()
        lines.append(f"{sha256} {jar.groupId}:{jar.artifactId}:{jar.version}")
    head = f"# {' '.join(WANTED)}, by python -m runtime.embedded_kafka.jar_lock"
    LOCK.write_text("\n".join([head, *lines, ""]))


if __name__ == "__main__":
    main()
