"""A document loads nothing from outside: hostile HTML makes no request and takes no file along."""

import base64
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from registers.documents.fetching import RefusedResource, harmless_image
from registers.documents.rendering import render
from tests.engines.documents.samples import AT

SECRET = "geheim-uit-een-bestand"
PAYLOADS = {
    "image": "<img src='{http}' alt='x'>",
    "image from a file": "<img src='{file}' alt='x'>",
    "image without scheme": "<img src='//{host}/x' alt='x'>",
    "picture": "<picture><source srcset='{http}'><img src='{http}' alt='x'></picture>",
    "object": "<object data='{http}'></object>",
    "embed": "<embed src='{http}'>",
    "iframe": "<iframe src='{http}'></iframe>",
    "style": "<style>@import url('{http}');</style>",
    "style with a file": "<style>@import url('{file}');</style>",
    "background": "<div style='background:url({http})'>x</div>",
    "list marker": "<ul style='list-style-image:url({http})'><li>x</ul>",
    "content": "<style>p::before{{content:url({http})}}</style><p>x</p>",
    "border image": "<div style='border:9px solid;border-image:url({http}) 3'>x</div>",
    "font": "<style>@font-face{{font-family:a;src:url({http})}}p{{font-family:a}}</style><p>x</p>",
    "font from a file": "<style>@font-face{{font-family:a;src:url({file})}}p{{font-family:a}}</style><p>x</p>",
    "page background": "<style>@page{{background:url({http})}}</style>",
    "stylesheet": "<link rel=stylesheet href='{http}'>",
    "attachment": "<link rel=attachment href='{http}'>",
    "attachment from a file": "<link rel=attachment href='{file}'>",
    "link to an attachment": "<a rel=attachment href='{file}'>x</a>",
    "svg image": "<svg width='9' height='9'><title>x</title><image href='{http}' width='9' height='9'/></svg>",
    "svg file": "<svg width='9' height='9'><title>x</title><image href='{file}' width='9' height='9'/></svg>",
    "svg use": "<svg width='9' height='9'><title>x</title><use href='{http}#a'/></svg>",
    "svg in a data URL": "<img alt='x' src='data:image/svg+xml,<svg><image href=\"{http}\"/></svg>'>",
    "base": "<base href='{http}'><img src='x.png' alt='x'>",
    "internal font address": "<img src='waarborg-font:regular' alt='x'>",
}  # fmt: skip


@pytest.fixture
def hits() -> Iterator[list[str]]:
    """Paths that were asked of a web server on this machine; its port is the first."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen.append(str(server.server_port))
    yield seen
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_html_makes_no_request_and_takes_no_file(payload: str, hits: list[str], tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    host = f"127.0.0.1:{hits[0]}"
    body = payload.format(http=f"http://{host}/x.png", host=host, file=(tmp_path / "secret.txt").as_uri())

    pdf = render(html=f"<html lang='nl'><body><h1>x</h1>{body}</body></html>", title="x", created=AT)

    assert hits[1:] == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.attachments) == 0
        assert not any(holds_secret(item) for item in document.objects)


def holds_secret(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and SECRET.encode() in item.read_bytes()


def test_an_inline_image_becomes_plain_rgb_without_interpolation() -> None:
    body = f"<h1>x</h1><img alt='logo' src='{data_url(Image.new('CMYK', (8, 8)), 'jpeg')}'>"

    pdf = render(html=f"<html lang='nl'><body>{body}</body></html>", title="x", created=AT)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        images = [item for item in document.objects if item_is_image(item)]
    assert [(str(image.ColorSpace), bool(image.Interpolate)) for image in images] == [("/DeviceRGB", False)]


def item_is_image(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_an_image_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(RefusedResource, match="pixels"):
        harmless_image(data_url(Image.new("1", (9_000, 9_000)), "png"))


@pytest.mark.parametrize("url", ["data:image/png;base64,!!", "data:image/png;base64,aGFsbG8="])
def test_an_image_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(RefusedResource):
        harmless_image(url)


def data_url(image: Image.Image, kind: str) -> str:
    target = io.BytesIO()
    image.save(target, format=kind)
    return f"data:image/{kind};base64,{base64.b64encode(target.getvalue()).decode()}"
