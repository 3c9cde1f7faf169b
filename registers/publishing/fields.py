"""What of an activity can be shown to the public, piece by piece; nothing is public by not being excluded. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublicField(TextChoices):
    """A piece of an activity, named after its field or its rows in the book. Number and name go with any of them."""

    DESCRIPTION = "description", _("description")
    ORGANISATION = "organisation", _("controller and contact details (art. 13(1)(a))")
    PURPOSES = "purposes", _("purposes and legal bases (art. 13(1)(c))")
    LINES = "lines", _("categories of people and data (art. 14(1)(d))")
    RETENTION = "retention", _("how long data are kept (art. 13(2)(a))")
    ORIGIN = "origin", _("where data come from (art. 14(2)(f))")
    OBLIGATION = "obligation", _("whether people have to give their data (art. 13(2)(e))")
    RECIPIENTS = "recipients", _("recipients (art. 13(1)(e))")
    TRANSFERS = "transfers", _("transfers outside the EEA (art. 13(1)(f))")
    AUTOMATED = "automated", _("automated decisions (art. 13(2)(f))")
    RIGHTS = "rights", _("rights of people (art. 13(2)(b))")
    SECURITY = "security", _("security in general")
