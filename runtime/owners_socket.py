"""The socket of the machine's owner: who can open it needs no other proof.

It stands in the data directory, which is the owner's alone. Where that path is too long for a
socket, it stands in a directory of the owner's among the temporary files.
"""

import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path

from runtime.failure import Failure

_LONGEST = 100
"""Characters of a socket's path: Linux takes 107, other systems 103."""


def owners_socket(data: Path) -> Path:
    """Where the owner's socket of a data directory is."""
    usual = data.resolve() / "run" / "owner.sock"
    if len(str(usual)) <= _LONGEST:
        return usual
    name = hashlib.sha256(str(usual).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"victim-journey-{name}" / "owner.sock"


def listen_for_owner(data: Path) -> socket.socket:
    """A socket that listens there, and that nobody else can open.

    Raises Failure where its directory is somebody else's.
    """
    path = owners_socket(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _need_own(path.parent)
    path.unlink(missing_ok=True)  # of a server that was killed
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listening.bind(str(path))
    finally:
        os.umask(before)
    listening.listen(128)
    return listening


def _need_own(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise Failure(f"{folder} is not yours: remove it, or choose another data directory")
    folder.chmod(0o700)
