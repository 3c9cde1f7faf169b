"""Signing a long document in a process of its own: ``python -m registers.documents.signing_apart``.

Who signs has to know where each object of the file stands, and a register of four thousand pages has a million of
them. That memory goes when the process ends, and never adds to that of whoever made the document. The identity travels
through a pipe; only the documents touch a disk.
"""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from registers.documents.signing import SigningIdentity, sign_file
from registers.errors import RenderWorkerStopped

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = 4_000_000
"""Up to so many bytes starting a process costs more than it saves."""


def sign_document(*, source: Path, target: Path, identity: SigningIdentity, at: datetime) -> None:
    """As ``sign_file``, for a document of any length. Raises RenderWorkerStopped."""
    if source.stat().st_size <= HERE:
        sign_file(source=source, target=target, identity=identity, at=at)
        return
    order = {
        "source": str(source.resolve()),
        "target": str(target.resolve()),
        "key": identity.key_pem.decode(),
        "certificates": identity.certificates_pem.decode(),
        "at": at.isoformat(),
    }
    command = [sys.executable, "-m", "registers.documents.signing_apart"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(order).encode(), capture_output=True, check=False)
    if done.returncode:
        raise RenderWorkerStopped()


def serve(orders: BinaryIO) -> None:
    """Carry out the one order that is read."""
    order = json.loads(orders.read())
    identity = SigningIdentity(key_pem=order["key"].encode(), certificates_pem=order["certificates"].encode())
    at = datetime.fromisoformat(order["at"])
    sign_file(source=Path(order["source"]), target=Path(order["target"]), identity=identity, at=at)


if __name__ == "__main__":
    serve(sys.stdin.buffer)
