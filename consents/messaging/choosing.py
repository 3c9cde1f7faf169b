"""Which gateway the settings ask for."""

from pathlib import Path

from consents.messaging.files import FileGateway
from consents.messaging.gateway import Gateway
from consents.messaging.signed import SignedGateway


def gateway_for(*, url: str, key: str, folder: Path) -> Gateway:
    """The signed gateway at ``url``; without one every message becomes a file in ``folder``."""
    return SignedGateway(url, key) if url else FileGateway(folder)
