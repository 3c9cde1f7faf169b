"""A zip file, read in memory and within bounds. Nothing is ever extracted to a disk, whatever its names say.

A name that climbs out of its folder, a member that swells beyond measure, a zip with a password: the whole file is
refused, because it was made to do harm or cannot be read whole.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registers.exchange.errors import ActiveContent, ArchiveUnsafe, FileDamaged, FileTooLarge

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much a file may be. Bytes, but for ``members`` and ``ratio`` (unpacked size through packed size)."""

    file: int = 25 * MIB
    members: int = 2000
    member: int = 128 * MIB
    total: int = 256 * MIB
    ratio: int = 250
    ratio_from: int = 8 * MIB


BOUNDS = Bounds()
_ESCAPES = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


def check_size(content: bytes, filename: str, bounds: Bounds = BOUNDS) -> None:
    """Raises FileTooLarge."""
    if len(content) > bounds.file:
        told = _("larger than %(most)s MB; split it, for instance by department, and import the parts one by one")
        raise FileTooLarge(filename, told % {"most": bounds.file // MIB})


class Archive:
    """The members of a zip by name. Raises on opening: ArchiveUnsafe, ActiveContent, FileDamaged, FileTooLarge."""

    def __init__(self, content: bytes, filename: str, bounds: Bounds = BOUNDS) -> None:
        self.filename = filename
        self._bounds = bounds
        check_size(content, filename, bounds)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise FileDamaged(filename, _("damaged or cut off; export or download it again")) from None
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in the order of the zip."""
        return tuple(self._infos)

    def _check(self) -> None:
        listed = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(listed) > self._bounds.members:
            told = _("more than %(most)s files in one zip; split it and import the parts one by one")
            raise ArchiveUnsafe(self.filename, told % {"most": self._bounds.members})
        if len(self._infos) != len(listed):
            raise ArchiveUnsafe(self.filename, _("two files in the zip have the same name; pack it again"))
        for info in listed:
            self._check_member(info)
        if sum(info.file_size for info in listed) > self._bounds.total:
            raise self._swells()

    def _check_member(self, info: zipfile.ZipInfo) -> None:
        if _ESCAPES.search(info.orig_filename) or _ESCAPES.search(info.filename):
            told = _("a file in the zip has a name that leads out of its folder; ask for a zip made in the normal way")
            raise ArchiveUnsafe(self.filename, told)
        if info.flag_bits & 0x1:
            raise ActiveContent(self.filename, _("locked with a password; save it without one"))
        packed = max(info.compress_size, 1)
        swells = info.file_size > self._bounds.ratio_from and info.file_size // packed > self._bounds.ratio
        if swells or info.file_size > self._bounds.member:
            raise self._swells()

    def _swells(self) -> ArchiveUnsafe:
        told = _("it unpacks to more than an import may be; split it and import the parts one by one")
        return ArchiveUnsafe(self.filename, told)

    def read(self, name: str) -> bytes:
        """The bytes of a member; never more than its checked size. Raises FileDamaged."""
        try:
            with self._zip.open(self._infos[name]) as member:
                return member.read(self._bounds.member + 1)
        except _BROKEN:
            told = _("a file in the zip is damaged or cut off; export or download it again")
            raise FileDamaged(self.filename, told) from None
