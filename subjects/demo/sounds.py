"""Call recordings as files: short tones in WAV, named the way a telephone exchange does, with the caller's number."""

import io
import math
import wave
from pathlib import Path

RATE = 8_000
TONES = (350, 400, 440, 494, 523, 587, 659, 698)


class Sounds:
    """Writes recordings under a folder, by year and month."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tones = tuple(_tone(hertz) for hertz in TONES)
        self._made: set[Path] = set()

    def save(self, *, moment: str, caller: str, call: int) -> str:
        """Write one recording; gives its path inside the folder. ``moment`` is ``2026-03-12 14:15:03``."""
        year, month = moment[:4], moment[5:7]
        stamp = moment.replace("-", "").replace(":", "").replace(" ", "-")
        folder = self._folder / year / month
        if folder not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        name = f"{stamp}_{caller.lstrip('+')}_{call:07d}.wav"
        (folder / name).write_bytes(self._tones[call % len(TONES)])
        return f"{year}/{month}/{name}"


def _tone(hertz: int) -> bytes:
    samples = bytes(128 + round(60 * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(RATE // 10))
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(samples)
    return content.getvalue()
