"""What documents cost: a certificate against bare WeasyPrint and pyHanko, a long report against a short one.

CPU time, not the wall, so that a busy machine matters less. Each report is made in a process of its own, which is this
module run as a program.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

TITLE = "Documenten: bewijs en lang inzagerapport"
ROUNDS = 15
SHORT_ROWS, LONG_ROWS = 285, 9_400
RATIO_BAR, SPREAD_BAR, WORKER_BAR_MIB, MERGER_BAR_MIB = 1.15, 0.15, 150, 800


def run(scale: float = 1.0) -> list[dict[str, Any]]:
    """Rows of name, value, unit, bar and whether it holds. A ``scale`` below 1 gives the long report no bar."""
    return [*certificate_rows(), *report_rows(scale)]


def certificate_rows() -> list[dict[str, Any]]:
    """A certificate as issued (template, cleaning, tags, checks, signature) against the bare libraries on its HTML."""
    from registers.documents import conformance, pages, signing
    from registers.documents.content import machine_readable
    from tests.engines.documents import samples

    content = samples.certificate()
    identity = signing.make_identity(organisation="Meting", at=samples.AT)
    html = pages.certificate_html(content)
    attached = machine_readable(content)

    def ours() -> None:
        pdf = pages.certificate_pdf(content)
        assert not conformance.quick(pdf)
        signing.sign(pdf=pdf, identity=identity, at=samples.AT)

    bare = _bare(html, attached, identity.signer)
    mine, floor = [], []
    for _ in range(ROUNDS + 2):  # in turns, so that both meet the same machine
        floor.append(_cpu(bare))
        mine.append(_cpu(ours))
    ours_ms, bare_ms = (statistics.median(times[2:]) * 1000 for times in (mine, floor))
    ratio = ours_ms / bare_ms
    return [
        _row("certificate, signed", ours_ms, "ms CPU"),
        _row("bare WeasyPrint + pyHanko, same HTML", bare_ms, "ms CPU"),
        _row("certificate / bare", ratio, "×", f"≤ {RATIO_BAR}", ratio <= RATIO_BAR),
    ]


def _bare(html: str, attached: bytes, signer: Any) -> Callable[[], None]:
    import weasyprint
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from weasyprint.text.fonts import FontConfiguration

    from registers.documents.fetching import ClosedFetcher, FontFetcher
    from registers.documents.press import STYLES, VARIANT

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(
        string=(STYLES / "print.css").read_text(), font_config=fonts, url_fetcher=FontFetcher(), base_url=None
    )

    def once() -> None:
        attachment = weasyprint.Attachment(string=attached, name="waarborg.json", relationship="Source")
        pdf = weasyprint.HTML(string=html, url_fetcher=ClosedFetcher()).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant=VARIANT, attachments=[attachment]
        )
        metadata = signers.PdfSignatureMetadata(
            field_name="Bare",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )
        signers.PdfSigner(metadata, signer=signer).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=8192
        )

    return once


def report_rows(scale: float) -> list[dict[str, Any]]:
    """Pages per CPU second of a report of about 50 and of about 1,500 pages, and the memory they take."""
    short, long = _report(SHORT_ROWS), _report(max(SHORT_ROWS, round(LONG_ROWS * scale)))
    ratio = long["rate"] / short["rate"]
    worker, own, merger = long["worker"], short["own"] - short["before"], long["own"]
    return [
        _row(f"report of {short['pages']} pages", short["rate"], "pages / CPU s"),
        _row(f"report of {long['pages']} pages", long["rate"], "pages / CPU s"),
        _row("long / short", ratio, "×", f"1 ± {SPREAD_BAR}", abs(ratio - 1) <= SPREAD_BAR if scale >= 1 else None),
        _row("peak of a rendering worker", worker, "MiB", f"≤ {WORKER_BAR_MIB}", worker <= WORKER_BAR_MIB),
        _row("what a short report adds to its own process", own, "MiB"),
        _row("peak of the merger", merger, "MiB", f"≤ {MERGER_BAR_MIB}", merger <= MERGER_BAR_MIB),
    ]


def _report(rows: int) -> dict[str, Any]:
    """Made in a process of its own, so that its memory is its own too."""
    program = [sys.executable, "-m", "tests.benchmarks.documents", str(rows)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _one_report(rows: int) -> dict[str, Any]:
    from registers.documents.longform import render_long
    from registers.documents.reports import report_parts
    from registers.documents.worker import peak_kib
    from tests.engines.documents import samples

    before = peak_kib()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        render_long(parts=report_parts(samples.report(SHORT_ROWS)), target=target, title="warm", created=samples.AT)
        begun = time.process_time()
        parts = report_parts(samples.report(rows))
        made = render_long(parts=parts, target=target, title="Uw persoonsgegevens", created=samples.AT)
        cpu = time.process_time() - begun + made.worker_cpu
    return {
        "pages": made.pages,
        "rate": made.pages / cpu,
        "worker": made.worker_peak_kib / 1024,
        "own": peak_kib() / 1024,
        "before": before / 1024,
    }


def _cpu(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _row(name: str, value: float, unit: str, bar: str = "", met: bool | None = None) -> dict[str, Any]:
    return {"name": name, "value": round(value, 2), "unit": unit, "bar": bar, "holds": met}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(_one_report(int(sys.argv[-1]))))  # noqa: T201
