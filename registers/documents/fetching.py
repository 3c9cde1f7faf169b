"""What the renderer may load: the product's own fonts, and small images that stand in the HTML itself. Nothing else.

No network, no files: a record that smuggles a URL into a document gets a refusal, not a request.
"""

import base64
import binascii
import io
import warnings

from PIL import Image, UnidentifiedImageError
from weasyprint.urls import URLFetcher, URLFetcherResponse

from registers.documents.faces import FACES

MAX_PIXELS = 4_000_000
MAX_BYTES = 2_000_000
FONT_SCHEME = "waarborg-font:"
IMAGE_PREFIXES = ("data:image/png;base64,", "data:image/jpeg;base64,")


class RefusedResource(ValueError):
    """The renderer was asked for something outside the document."""


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no hints
    """Answers for inline PNG and JPEG images; refuses every other address without looking at it."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  (WeasyPrint's signature)
        """The response for ``url``. Raises RefusedResource, which the renderer turns into a missing image."""
        if url.startswith(IMAGE_PREFIXES):
            return URLFetcherResponse(url, harmless_image(url), {"Content-Type": "image/png"})
        raise RefusedResource("a document loads nothing from outside")


class FontFetcher(ClosedFetcher):
    """As ClosedFetcher, for the product's own stylesheet: it may also load the product's own fonts."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The response for ``url``; ``waarborg-font:NAME`` is one of the three files."""
        name = url.removeprefix(FONT_SCHEME)
        if url.startswith(FONT_SCHEME) and name in FACES:
            return URLFetcherResponse(url, FACES[name].read_bytes(), {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


def harmless_image(url: str) -> bytes:
    """The image of a data URL as a plain RGB PNG. Raises RefusedResource when it is too large or no image."""
    try:
        content = base64.b64decode(url.partition(",")[2], validate=True)
    except binascii.Error:
        raise RefusedResource("the image is not base64") from None
    if len(content) > MAX_BYTES:
        raise RefusedResource("the image is too large")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
                return _as_png(image)
        except RefusedResource:
            raise
        except (OSError, SyntaxError, UnidentifiedImageError, ValueError, Image.DecompressionBombWarning):
            raise RefusedResource("the image cannot be used") from None


def _as_png(image: Image.Image) -> bytes:
    if image.width * image.height > MAX_PIXELS:
        raise RefusedResource("the image has too many pixels")
    target = io.BytesIO()
    image.convert("RGB").save(target, format="PNG")
    return target.getvalue()
