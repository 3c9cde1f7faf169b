"""Follow the steps of a request to their end, for who waits at a terminal. Wakes what stands still, does no work."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from subjects.actions.reaping import reap
from subjects.choices import Status, StepStatus
from subjects.errors import RequestError
from subjects.models import Step, SubjectRequest

PAUSE = 0.2
PATIENCE = 60.0


def follow(*, request: SubjectRequest, clock: Callable[[], datetime], seconds: float) -> Iterator[str]:
    """Lines of progress until the request is no longer executing.

    Raises RequestError after ``seconds``, and earlier when no worker takes a step; the steps stay queued.
    """
    started = time.monotonic()
    seen: dict[int, tuple[str, int]] = {}
    while True:
        request.refresh_from_db(fields=["status"])
        for step in Step.objects.filter(plan__request=request, plan__superseded=False).order_by("id"):
            now = (step.status, step.attempt)
            if seen.get(step.pk) != now:
                seen[step.pk] = now
                yield f"  {step.get_kind_display()} {step.source}: {step.get_status_display()}".replace(" :", ":")
        if request.status != Status.EXECUTING:
            return
        _mind_the_time(request, time.monotonic() - started, seconds)
        reap(at=clock())
        time.sleep(PAUSE)


def _mind_the_time(request: SubjectRequest, passed: float, seconds: float) -> None:
    if passed > seconds:
        told = _("not finished after %(seconds)d seconds; `manage.py request show` says how far it is")
        raise RequestError(told % {"seconds": round(seconds)})
    touched = Step.objects.filter(plan__request=request).exclude(status=StepStatus.PENDING, attempt=0)
    if passed > PATIENCE and not touched.exists():
        raise RequestError(_("no worker takes a step: start one with `make run` (the steps stay queued)"))
