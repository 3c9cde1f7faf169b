"""What can go wrong with a request, as a tree. ``message`` is the text for people; facts are attributes.

SubjectError
├── RequestError
│   ├── UnknownRequest          no request of that reference
│   ├── MoveRefused             the request can't go there from where it stands
│   ├── ArticleInvalid          a ground that is no article of the law
│   ├── UndecidedCandidates     somebody has to decide first
│   ├── NothingFound            no row of the person in any source
│   ├── CorrectionInvalid       a correction that its field can't take
│   ├── CorrectionsInvalid      of several corrections, those that can't be made
│   ├── WorkOpen                a worker is at it, or a source may have changed without a receipt
│   └── ApprovalRefused         four eyes, or the plan changed
├── PlanRefused                 what can't be done, every reason
├── SourceError
│   ├── SourceUnreachable       can't connect                  (may pass)
│   ├── SourceBusy              lock or time-out               (may pass)
│   ├── SourceRefused           wrong password, read only
│   │   └── SourceRightLacking  a right that its user lacks
│   ├── SourceAddressInvalid    the URL isn't allowed
│   ├── MapStale                the map no longer fits the live schema
│   └── SourceFault             any other fault of the database, by code
├── ExecutionError
│   ├── PlanStale               rows changed since the plan: rolled back
│   ├── CountMismatch           affected ≠ planned: rolled back
│   ├── PostConditionFailed     a treated value is not what it must be: rolled back
│   ├── StillFindable           an identifier still leads to an unexplained row
│   ├── SuppressionClash        a number stands in the table in a row that blocks nobody
│   ├── SuppressionRaced        the table changed meanwhile: rolled back  (may pass)
│   └── FileStoreError          a file could not be removed         (may pass)
├── NotProven                   the receipts don't tell of all that was planned: no document
└── StepError
    ├── StepAlreadyDone         nothing to do
    ├── StepTaken               another worker owns it
    └── LeaseLost               taken over: this worker may not write
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from subjects.choices import Status


class SubjectError(Exception):
    """Something is wrong with a request."""

    code = "subject-error"
    message: str | Promise = gettext_lazy("Something is wrong with a request.")
    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or str(self.message))


class RequestError(SubjectError):
    """The request can't be handled like this."""

    code = "request-error"
    message = gettext_lazy("The request can't be handled like this.")


class UnknownRequest(RequestError):
    """There is no request with this reference."""

    code = "unknown-request"
    message = gettext_lazy("There is no request with this reference.")


class MoveRefused(RequestError):
    """The request can't make this move from where it stands."""

    code = "move-refused"
    message = gettext_lazy("The request can't make this move from where it stands.")

    def __init__(self, *, status: str, wanted: str) -> None:
        self.status, self.wanted = status, wanted
        facts = {"status": Status(status).label, "wanted": Status(wanted).label}
        super().__init__(_("a request that is “%(status)s” can't become “%(wanted)s”") % facts)


class ArticleInvalid(RequestError):
    """Article: write it like 12(5), 17(3)(e) or 41(1)(i) UAVG."""

    code = "article-invalid"
    message = gettext_lazy("Article: write it like 12(5), 17(3)(e) or 41(1)(i) UAVG.")


class UndecidedCandidates(RequestError):
    """Candidates wait for a decision."""

    code = "undecided-candidates"
    message = gettext_lazy("Candidates wait for a decision.")

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(_("%(count)s candidate(s) wait for a decision: `manage.py request decide`") % {"count": count})


class NothingFound(RequestError):
    """No row of this person was found in any source."""

    code = "nothing-found"
    message = gettext_lazy("No row of this person was found in any source.")


class CorrectionInvalid(RequestError):
    """The correction can't be made."""

    code = "correction-invalid"
    message = gettext_lazy("The correction can't be made.")

    def __init__(self, *, table: str, column: str, why: str) -> None:
        self.table, self.column, self.why = table, column, why
        facts = {"table": table, "column": column, "text": why}
        super().__init__(_("table %(table)s, column %(column)s: %(text)s") % facts)


class CorrectionsInvalid(RequestError):
    """Some of these corrections can't be made."""

    code = "correction-invalid"
    message = gettext_lazy("Some of these corrections can't be made.")

    def __init__(self, errors: Mapping[int, CorrectionInvalid]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors.values()))


class WorkOpen(RequestError):
    """Work of this request is under way, or was cut off without a receipt."""

    code = "work-open"
    message = gettext_lazy("Work of this request is under way, or was cut off without a receipt.")

    def __init__(self, *, source: str, why: str) -> None:
        self.source = source
        super().__init__(_("source %(source)s: %(why)s") % {"source": source, "why": why})


class ApprovalRefused(RequestError):
    """The approval is refused."""

    code = "approval-refused"
    message = gettext_lazy("The approval is refused.")


class PlanRefused(SubjectError):
    """The plan can't be made: something would stay untreated or can't be done."""

    code = "plan-refused"
    message = gettext_lazy("The plan can't be made: something would stay untreated or can't be done.")

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join([_("the plan is refused:"), *(f"- {reason}" for reason in self.reasons)]))


class SourceError(SubjectError):
    """Something is wrong with a source."""

    code = "source-error"
    message = gettext_lazy("Something is wrong with a source.")

    def __init__(self, source: str, message: str = "") -> None:
        self.source = source
        super().__init__(_("source %(source)s: %(text)s") % {"source": source, "text": message or self.message})


class SourceUnreachable(SourceError):
    """No connection; check that the database runs and that the address in its variable is right."""

    code = "source-unreachable"
    message = gettext_lazy("No connection; check that the database runs and that the address in its variable is right.")
    permanent = False


class SourceBusy(SourceError):
    """A lock or a time-out; the work was rolled back and is tried again."""

    code = "source-busy"
    message = gettext_lazy("A lock or a time-out; the work was rolled back and is tried again.")
    permanent = False


class SourceRefused(SourceError):
    """The database refuses the user, the password or the right; ask its administrator."""

    code = "source-refused"
    message = gettext_lazy("The database refuses the user, the password or the right; ask its administrator.")


class SourceRightLacking(SourceRefused):
    """The user of this source lacks a right in the database."""

    message = gettext_lazy(
        "The user of this source lacks a right in the database. It needs SELECT, UPDATE and DELETE on every table of "
        "the map, in PostgreSQL USAGE on every schema and TEMPORARY too, in MariaDB and MySQL CREATE TEMPORARY TABLES "
        "and TRIGGER: ask the administrator of the database."
    )


class SourceAddressInvalid(SourceError):
    """The address of the source is missing or not allowed."""

    code = "source-address-invalid"
    message = gettext_lazy("The address of the source is missing or not allowed.")


class MapStale(SourceError):
    """The data map does not fit the live database; `manage.py datamap check` lists every gap."""

    code = "map-stale"
    message = gettext_lazy("The data map does not fit the live database; `manage.py datamap check` lists every gap.")

    def __init__(self, source: str, gaps: Sequence[str]) -> None:
        self.gaps = tuple(gaps)
        super().__init__(source, "\n".join([str(self.message), *gaps]))


class SourceFault(SourceError):
    """The database reports a fault."""

    code = "source-fault"
    message = gettext_lazy("The database reports a fault.")

    def __init__(self, source: str, database_code: str) -> None:
        self.database_code = database_code
        super().__init__(source, _("the database reports fault %(code)s") % {"code": database_code})


class ExecutionError(SubjectError):
    """The source was rolled back."""

    code = "execution-error"
    message = gettext_lazy("The source was rolled back.")


ROWS_CHANGED, ROWS_VANISHED = gettext_noop("rows changed"), gettext_noop("rows vanished")
ROWS_ARRIVED = gettext_noop("new rows")


class PlanStale(ExecutionError):
    """Rows of this person changed since the plan; make and approve a new plan."""

    code = "plan-stale"
    message = gettext_lazy("Rows of this person changed since the plan; make and approve a new plan.")

    def __init__(self, *, table: str, why: str) -> None:
        self.table, self.why = table, why
        super().__init__(_("table %(table)s: %(why)s; make and approve a new plan") % {"table": table, "why": _(why)})


class CountMismatch(ExecutionError):
    """A statement touched another number of rows than planned."""

    code = "count-mismatch"
    message = gettext_lazy("A statement touched another number of rows than planned.")

    def __init__(self, *, table: str, planned: int, affected: int) -> None:
        self.table, self.planned, self.affected = table, planned, affected
        facts = {"table": table, "affected": affected, "planned": planned}
        super().__init__(_("table %(table)s: %(affected)s rows affected, %(planned)s planned") % facts)


class PostConditionFailed(ExecutionError):
    """After the statement a value is not what its treatment says."""

    code = "post-condition-failed"
    message = gettext_lazy("After the statement a value is not what its treatment says.")

    def __init__(self, *, table: str, column: str, rows: int) -> None:
        self.table, self.column, self.rows = table, column, rows
        facts = {"table": table, "column": column, "rows": rows}
        super().__init__(_("table %(table)s, column %(column)s: %(rows)s rows are not as treated") % facts)


class StillFindable(ExecutionError):
    """An identifier still leads to rows that the plan doesn't explain."""

    code = "still-findable"
    message = gettext_lazy("An identifier still leads to rows that the plan doesn't explain.")

    def __init__(self, *, table: str, rows: int) -> None:
        self.table, self.rows = table, rows
        text = _("table %(table)s: %(rows)s rows are still found by an identifier of the person")
        super().__init__(text % {"table": table, "rows": rows})


class SuppressionClash(ExecutionError):
    """Numbers stand in the suppression table in rows that block nobody; the table takes no second row of a number."""

    code = "suppression-clash"
    message = gettext_lazy(
        "Numbers stand in the suppression table in rows that block nobody; the table takes no second row of a number."
    )

    def __init__(self, *, table: str, rows: int) -> None:
        self.table, self.rows = table, rows
        told = _(
            "table %(table)s: %(rows)s numbers stand in rows that block nobody, and it takes no second row of a number;"
            " make these rows block, then try again"
        )
        super().__init__(told % {"table": table, "rows": rows})


class SuppressionRaced(ExecutionError):
    """The suppression table changed while numbers were written; that was rolled back and is tried again."""

    code = "suppression-raced"
    message = gettext_lazy(
        "The suppression table changed while numbers were written; that was rolled back and is tried again."
    )
    permanent = False


class FileStoreError(ExecutionError):
    """A file could not be removed from its store; the step is tried again."""

    code = "file-store-error"
    message = gettext_lazy("A file could not be removed from its store; the step is tried again.")
    permanent = False


class NotProven(SubjectError):
    """The receipts don't prove that the plan was carried out, so no document is made of it."""

    code = "not-proven"
    message = gettext_lazy("The receipts don't prove that the plan was carried out, so no document is made of it.")


class NoticeSettled(SubjectError):
    """The notice was confirmed or settled already."""

    code = "notice-settled"
    message = gettext_lazy("The notice was confirmed or settled already.")


class StepError(SubjectError):
    """The step can't be done by this worker."""

    code = "step-error"
    message = gettext_lazy("The step can't be done by this worker.")


class StepAlreadyDone(StepError):
    """The step has its receipt already."""

    code = "step-already-done"
    message = gettext_lazy("The step has its receipt already.")


class StepTaken(StepError):
    """Another worker owns the step."""

    code = "step-taken"
    message = gettext_lazy("Another worker owns the step.")


class LeaseLost(StepError):
    """The lease of this worker was taken over; it may not write any more."""

    code = "lease-lost"
    message = gettext_lazy("The lease of this worker was taken over; it may not write any more.")
