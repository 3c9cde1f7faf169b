"""Sentences of an inzage that depend on the map: grounds, terms of retention, reasons. Dutch comes through gettext."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registers.choices import DutyStart
from registers.citations import cited
from registers.datamap import DutyMap
from subjects.exporting.extract import LeftOut

_GROUNDS = {
    "6(1)(a)": gettext_lazy("you gave consent"),
    "6(1)(b)": gettext_lazy("it is needed for a contract with you"),
    "6(1)(c)": gettext_lazy("a law obliges us to"),
    "6(1)(d)": gettext_lazy("it is needed to protect somebody's life"),
    "6(1)(e)": gettext_lazy("it is needed for a task in the public interest"),
    "6(1)(f)": gettext_lazy("we have a legitimate interest"),
}
_REASONS = {
    "reference": gettext_lazy("only refers to another record, which this report shows too"),
    "not_personal": gettext_lazy("technical field without personal data"),
    "unmapped": gettext_lazy("new field that is not described in our register yet"),
    "unexplained": gettext_lazy("our register does not record why this is left out; you may ask us"),
}
_NOT_PORTABLE = {
    "shared": gettext_lazy("these records are about somebody else too (art. 20(4) AVG); ask us if you need them"),
    "ground": gettext_lazy("we do not have these data because of your consent or a contract with you"),
    "inferred": gettext_lazy("we worked this out ourselves; it did not come from you"),
    "not_said": gettext_lazy("our register does not say whether this came from you; you may ask us"),
    "hidden": gettext_lazy("our register does not record why this is left out; you may ask us"),
}
_MISSING = {
    "missing": gettext_lazy("the file is no longer there"),
    "outside": gettext_lazy("the path does not lead to our file store"),
    "no-store": gettext_lazy("our file store is not connected; you may ask us for this file"),
}


def ground_in_words(ground: str) -> str:
    """``6(1)(b)`` as a sentence with its article; another text as it is, but for how it cites."""
    words = _GROUNDS.get(ground.replace(" ", "").removeprefix("art."))
    return _("%(words)s (art. %(ground)s AVG)") % {"words": words, "ground": cited(ground)} if words else cited(ground)


def _term(duty: DutyMap) -> str:
    """ "7 years", "1 year and 6 months"; the parts that are there."""
    parts = [
        ngettext("%(count)d year", "%(count)d years", duty.years) % {"count": duty.years} if duty.years else "",
        ngettext("%(count)d month", "%(count)d months", duty.months) % {"count": duty.months} if duty.months else "",
        ngettext("%(count)d week", "%(count)d weeks", duty.weeks) % {"count": duty.weeks} if duty.weeks else "",
    ]
    return str(get_text_list([part for part in parts if part], _("and")))


def retention_in_words(duty: DutyMap | None, keep_until: str) -> str:
    """How long records are kept: the duty with its law, or the map's own words; '' when it says nothing."""
    if duty is None:
        return keep_until
    term = _term(duty)
    if duty.starts == DutyStart.END_OF_YEAR:
        period = _("%(years)s after the end of the year") % {"years": term}
    else:
        period = _("%(years)s after the date of the record") % {"years": term}
    return _("%(period)s, because a law says so: %(label)s (%(law)s)") % {
        "period": period,
        "label": duty.label,
        "law": duty.status.marked(duty.law),
    }


def why_left_out(one: LeftOut) -> str:
    """The reason of an omission, for the person."""
    if one.code == "third_party":
        return _("%(reason)s (art. 15(4) AVG)") % {"reason": one.reason}
    return str(_REASONS.get(one.code, one.reason))


def why_not_portable(code: str, reason: str = "") -> str:
    """Why something doesn't go along under art. 20, for the person."""
    if code == "third_party":
        return _("%(reason)s (art. 20(4) AVG)") % {"reason": reason}
    return str({**_REASONS, **_NOT_PORTABLE}.get(code, reason))


def why_missing(code: str) -> str:
    """Why a file is not in the package; '' when it is."""
    return str(_MISSING[code]) if code else ""
