"""How much the portal takes: of one visitor, and of all together, in an hour.

Whoever objects there proves nothing, so that nobody is kept from it; what is told is told of a number that may be
somebody else's. A person needs it once. Somebody who types in the numbers of others is stopped after a few, and many of
those together at the number that the administrator set.
"""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Network, ip_address

from django.conf import settings
from django.db.models import F

from consents.errors import PortalBusy
from consents.models import PortalUsage
from registers.keyring import keyed_index

PER_VISITOR = 10
"""Times an hour, a norm of the house: a household behind one address, and somebody who mistypes."""
ALL = ""


def admit(*, address: str, at: datetime) -> None:
    """Count one visit from this network address. Raises PortalBusy when it is one too many for this hour."""
    hour = int(at.timestamp()) // 3_600
    visitor = keyed_index(settings.ENVIRONMENT.index_key, "visitor", f"{hour} {_network(address)}")
    for name, most in ((visitor, PER_VISITOR), (ALL, settings.ENVIRONMENT.portal_hourly)):
        if not _counted(name, hour, most):
            raise PortalBusy(everybody=name == ALL)
    PortalUsage.objects.filter(hour__lt=hour).delete()


def _counted(visitor: str, hour: int, most: int) -> bool:
    row, _made = PortalUsage.objects.get_or_create(visitor=visitor, hour=hour)
    return bool(PortalUsage.objects.filter(pk=row.pk, used__lt=most).update(used=F("used") + 1))


def _network(address: str) -> str:
    """What one visitor has: an IPv4 address, or the /64 of an IPv6 one; '' where there is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
