"""The broker of files: who looks into the folder at any moment finds whole messages or none."""

import json
import time
from pathlib import Path

import pytest
from kombu.connection import Connection

from config import broker
from config.celery import app


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    folders = {name: str(tmp_path / "messages") for name in ("data_folder_in", "data_folder_out")}
    (tmp_path / "messages").mkdir()
    options = {**folders, "control_folder": str(tmp_path / "control"), "processed_folder": str(tmp_path)}
    return Connection(f"{broker.SCHEME}://", transport_options=options)  # type: ignore[no-untyped-call]  # kombu has no types


def test_without_a_named_broker_celery_uses_whole_files() -> None:
    with app.connection_for_write() as opened:
        assert type(opened.transport) is broker.Transport


def test_a_message_appears_with_its_whole_text(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    write = Path.write_text

    def look_while_writing(path: Path, text: str) -> int:
        path.touch()
        seen.append([one.name for one in (tmp_path / "messages").glob("*.msg")])
        return write(path, text)

    monkeypatch.setattr(Path, "write_text", look_while_writing)
    with connection as opened:
        opened.channel()._put("work", {"properties": {"id": 1}})

    messages = list((tmp_path / "messages").iterdir())
    assert seen[-1] == []
    assert [one.suffix for one in messages] == [".msg"]
    assert json.loads(messages[0].read_text())["properties"]


def test_what_is_put_is_taken_in_order(connection: Connection) -> None:
    with connection as opened:
        channel = opened.channel()
        for number in range(3):
            channel._put("work", {"number": number})
            time.sleep(0.002)

        taken = [channel._get("work")["number"] for _ in range(3)]

    assert taken == [0, 1, 2]


def test_a_second_queue_of_an_exchange_keeps_the_first(connection: Connection) -> None:
    with connection as opened:
        channel = opened.channel()
        channel._queue_bind("fan", "", "", "first")
        channel._queue_bind("fan", "", "", "second")
        channel._queue_bind("fan", "", "", "first")

        assert {one.queue for one in channel.get_table("fan")} == {"first", "second"}
        assert len(channel.get_table("fan")) == 2
