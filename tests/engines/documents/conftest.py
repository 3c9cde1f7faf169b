"""What the tests of documents share: a signing identity, made once."""

import pytest

from registers.documents.signing import SigningIdentity, make_identity
from tests.engines.documents.samples import AT


@pytest.fixture(scope="session")
def identity() -> SigningIdentity:
    return make_identity(organisation="Voorbeeldorganisatie B.V.", at=AT)
