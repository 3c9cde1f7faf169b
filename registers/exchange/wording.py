"""What a remark says, in words. One sentence for each code; a test holds the codes against the code."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from registers.exchange.units import Remark, Weight

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SENTENCES: "dict[str, StrPromise]" = {
    "attachment-absent": _("the file names an attachment that is not in the zip; add it by hand"),
    "basis-unknown": _("the legal basis is not understood; it stays blank, its words are kept"),
    "category-chosen": _("no category of data is given; it became 'other'"),
    "cell-error": _("the cell holds an error of the spreadsheet; mend it"),
    "changed": _("the file says something else; this is changed"),
    "changed-here-too": _("changed in the file and here; what stands here is kept"),
    "clash": _("somebody else changed this at the same moment; import the file again"),
    "client-missing": _("categories of processing without a client; they are kept as a remark"),
    "country-unknown": _("the country is not recognised"),
    "criminal-contradiction": _("the text names criminal data, the answer is no (art. 10)"),
    "csv-read-as": _("read as CSV in %(encoding)s, separated by %(separator)s"),
    "date-ambiguous": _("day and month cannot be told apart; say once how dates stand in column %(column)s"),
    "dpia-which": _("a DPIA is needed, but the file does not say for which kind or criteria"),
    "dpia-without-date": _("a DPIA was done, but the file does not say when"),
    "formula": _("the cell holds a formula; copy the sheet and paste only the values"),
    "formula-as-text": _("the text begins like a formula; it is kept as text and never computed"),
    "gone-from-file": _("the file had this last time and has it no more; nothing is removed"),
    "json-damaged": _("this part is no JSON that can be read; export it again"),
    "key-again": _("the same id stands higher up already; put the rows of one record together"),
    "law-kept": _("a fact of law that stands here otherwise; ours is kept"),
    "lines-not-split": _("the cell has several lines but the column is not split"),
    "lines-unequal": _("the cells of one row have different numbers of lines; they are paired from the top"),
    "member-not-read": _("not a file with records; not read"),
    "national-id-mentioned": _("the text names the citizen service number (BSN); there is no answer about it"),
    "no-id": _("the record has no id; it could not be recognised at a next import"),
    "no-key": _("the row has no id and there is no record above it"),
    "no-name": _("there is no name"),
    "not-a-choice": _("not one of the possible answers"),
    "not-a-date": _("not a date that exists"),
    "not-a-number": _("not a whole number"),
    "not-a-value": _("not a value of this field"),
    "not-an-email": _("not an e-mail address"),
    "not-yes-or-no": _("not a yes or a no"),
    "nothing-found": _("nothing is left to take over"),
    "number-made": _("the record has no number that fits; its id became the number"),
    "number-taken": _("number %(number)s belongs to another record; change one of the two"),
    "operation-unknown": _("a category of processing that is not known; it is kept as a remark"),
    "organisation-merged": _("%(name)s is taken to be %(other)s, as you said"),
    "organisation-reused": _("%(name)s is known already and is used"),
    "organisation-twice": _("%(name)s may be %(other)s; both stay unless you say that they are one"),
    "origin-which": _("the data do not come from the person, but the file does not say from what sort of source"),
    "part-missing": _("this part lacks %(column)s and is not taken over"),
    "people-contradiction": _("the file says two different things about the people"),
    "police-data": _("this falls under the Wpg, not the AVG: check what belongs in this register"),
    "publication-not-taken": _("an import publishes nothing"),
    "purpose-without-text": _("a legal basis without a purpose"),
    "recipient-is-processor": _("this recipient looks like a processor (art. 28); make it one if it is"),
    "record-shape": _("this is no record"),
    "reference-unknown": _("refers to a record that is neither here nor in the file"),
    "register-unknown": _("not a register that is known; the folder at the top gives its name"),
    "relative-missing": _("the parent or successor was not taken over"),
    "removed-here": _("removed here since the last import; it does not come back"),
    "required-empty": _("a field that has to be filled is empty"),
    "required-missing": _("a field that cannot be missed is empty"),
    "row-too-wide": _("the row has more cells than there are columns"),
    "rows-above": _("%(rows)s rows above the names of the columns were not read"),
    "several-controllers": _(
        "several controllers; the first is taken as the organisation, the others as joint (art. 26)"
    ),
    "several-values": _("the rows of one record say different things; the first is kept"),
    "sheet-not-read": _("a sheet that was not read"),
    "special-contradiction": _("the file says both none and some special categories (art. 9)"),
    "special-which": _("special categories, but the file does not say which (art. 9)"),
    "status-not-taken": _("nothing is signed off by an import; the record becomes a draft"),
    "strange-signs": _("text with signs that cannot be stored; type it again"),
    "too-long": _("longer than %(most)s signs; shorten it"),
    "uid-again": _("the same uid stands higher up already"),
    "uid-invalid": _("not a uid; leave the uid of an export as it is, and make new records on the screen"),
    "unexpected-shape": _("not the shape that was expected; it is not taken over"),
}
"""A sentence for each code; the facts of the remark fill it."""

PLACES: "dict[str, StrPromise]" = {"parties.name": _("organisation")}
"""Places that are no part of the file, in words."""

WEIGHTS: "dict[Weight, StrPromise]" = {
    Weight.NOTE: _("note"),
    Weight.DOUBT: _("doubt"),
    Weight.REFUSAL: _("refused"),
}


def sentence(remark: Remark) -> str:
    """The remark in words, with its place."""
    told = str(SENTENCES[remark.code]) % remark.facts
    row = remark.facts.get("row")
    path = str(PLACES.get(remark.path, remark.path))
    place = f"{path} ({row})" if row and path else path
    return f"{place}: {told}" if place else told
