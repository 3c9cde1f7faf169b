"""Long documents: parts rendered side by side in processes of their own, then merged. Streams in, a file out.

The parts of a document are HTML documents of about 14 pages each. Up to four are rendered here, because starting a
process costs as much as twenty pages; the bytes are the same either way.
"""

import gc
import json
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Self, TypedDict, Unpack

from registers.documents.rendering import Attachment, render_part
from registers.errors import RenderWorkerStopped

PARTS_HERE, PROCESSES = 4, 2
ROOT = Path(__file__).resolve().parent.parent.parent
Front = Callable[[Sequence[int]], str]
"""Makes the HTML of the first pages out of the page numbers of the sheets."""


@dataclass(frozen=True, kw_only=True)
class LongDocument:
    """What was made: its pages, and what the worker that needed most took (KiB and CPU seconds, 0 without workers)."""

    pages: int
    parts: int
    worker_peak_kib: int = 0
    worker_cpu: float = 0.0


class Details(TypedDict, total=False):
    """What goes round the pages (language, attached files, text of the page numbers), and by how many processes.

    ``front`` makes the first pages out of the numbers of the pages on which the chapters of the parts begin.
    """

    front: Front | None
    lang: str
    attachments: Sequence[Attachment]
    page_of: str
    processes: int


@dataclass(kw_only=True)
class _Work:
    title: str
    created: datetime
    lang: str
    folder: Path
    processes: int
    peaks: dict[int, int] = field(default_factory=dict)
    cpu: dict[int, float] = field(default_factory=dict)

    def target(self, part: int) -> Path:
        return self.folder / f"part-{part:05d}.pdf"


def render_long(
    *,
    parts: Iterable[str],
    target: Path,
    title: str,
    created: datetime,
    folder: Path | None = None,
    **details: Unpack[Details],
) -> LongDocument:
    """Render ``parts`` (complete HTML documents, read when needed) and write the unsigned document to ``target``.

    The parts lie in a temporary folder inside ``folder`` until merged. Raises RenderWorkerStopped when a process dies.
    """
    from registers.documents.merging import merge

    with tempfile.TemporaryDirectory(prefix="waarborg-render-", dir=folder) as temporary:
        lang = details.get("lang", "nl")
        processes = details.get("processes", PROCESSES)
        work = _Work(title=title, created=created, lang=lang, folder=Path(temporary), processes=processes)
        made = list(_rendered(iter(parts), work))
        front = details.get("front")
        if front:
            made = [_before(front, made, work), *made]
        page_of = details.get("page_of", "Pagina {page} van {pages}")
        pages = merge(parts=made, target=target, attachments=details.get("attachments", ()), page_of=page_of)
        return LongDocument(
            pages=pages,
            parts=len(made),
            worker_peak_kib=max(work.peaks.values(), default=0),
            worker_cpu=sum(work.cpu.values()),
        )


def _before(front: Front, made: Sequence[Path], work: _Work) -> Path:
    """The first pages, rendered twice: how many they are decides the numbers that stand on them."""
    from registers.documents.contents import beginnings, pages_in

    chapters = beginnings(made)
    pages = 0
    apart = bool(work.processes) and len(made) > PARTS_HERE
    with _Worker(work) if apart else nullcontext() as worker:
        for _round in range(2):
            html = front([pages + place + 1 for place in chapters])
            target = worker.render(len(made), html) if worker else _rendered_here(html, len(made), work)
            pages = pages_in(target)
    return target


def _rendered(parts: Iterator[str], work: _Work) -> Iterator[Path]:
    beginning = list(islice(parts, PARTS_HERE + 1))
    every = chain(beginning, parts)
    return _in_processes(every, work) if work.processes and len(beginning) > PARTS_HERE else _here(every, work)


def _here(parts: Iterable[str], work: _Work) -> Iterator[Path]:
    for number, html in enumerate(parts):
        yield _rendered_here(html, number, work)
        gc.collect()


def _rendered_here(html: str, number: int, work: _Work) -> Path:
    content = render_part(html=html, title=work.title, created=work.created, part=number, lang=work.lang)
    work.target(number).write_bytes(content)
    return work.target(number)


def _in_processes(parts: Iterable[str], work: _Work) -> Iterator[Path]:
    """Hand the parts to processes, each busy with one; no more parts are read than can be worked on."""
    idle: SimpleQueue[_Worker] = SimpleQueue()
    waiting: deque[Future[Path]] = deque()
    with ThreadPoolExecutor(work.processes) as threads, ExitStack() as running:
        for _ in range(work.processes):
            idle.put(running.enter_context(_Worker(work)))
        for number, html in enumerate(parts):
            waiting.append(threads.submit(_one, idle, number, html))
            if len(waiting) > work.processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _one(idle: "SimpleQueue[_Worker]", number: int, html: str) -> Path:
    worker = idle.get()
    try:
        return worker.render(number, html)
    finally:
        idle.put(worker)


class _Worker:
    """One process of ``registers.documents.worker``, and the pipe to it."""

    def __init__(self, work: _Work) -> None:
        self._work = work
        self._process = subprocess.Popen(
            [sys.executable, "-m", "registers.documents.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def render(self, number: int, html: str) -> Path:
        """Render one part. Raises RenderWorkerStopped."""
        content = html.encode()
        order = {
            "title": self._work.title,
            "created": self._work.created.isoformat(),
            "lang": self._work.lang,
            "part": number,
            "target": str(self._work.target(number)),
            "size": len(content),
        }
        try:
            answer = self._ask(json.dumps(order).encode() + b"\n" + content)
        except (OSError, ValueError):
            raise RenderWorkerStopped() from None
        self._work.peaks[self._process.pid] = answer["peak_kib"]
        self._work.cpu[self._process.pid] = answer["cpu"]
        return self._work.target(number)

    def _ask(self, message: bytes) -> dict[str, int]:
        orders, answers = _pipe(self._process.stdin), _pipe(self._process.stdout)
        orders.write(message)
        orders.flush()
        answer: dict[str, int] = json.loads(answers.readline())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the process end by itself, or end it."""
        _pipe(self._process.stdin).close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
