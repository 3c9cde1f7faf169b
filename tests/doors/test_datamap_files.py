"""``manage.py datamap load``: a file is read no further than a map can be."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from registers.map_text import LARGEST


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("#" * (3 * LARGEST))

    with pytest.raises(CommandError) as caught:
        call_command("datamap", "load", str(path))

    assert str(LARGEST) in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError):
        call_command("datamap", "load", str(path))
