"""Coarser values, computed in Python: for SQLite (as functions in its SQL) and for what a database can't read itself.

Pure and idempotent. A value that can't be read gives None: nothing of it stays.
"""

import ipaddress
import math
import re
from typing import Any

from registers.choices import Coarseness

_DAY = re.compile(r"(\d{4})-(\d{2})-\d{2}(?:([ T])(\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(.*))?\Z", re.DOTALL)
_POSTCODE = re.compile(r"[1-9][0-9]{3}")


def generalised(value: Any, to: str, step: int | None) -> Any:
    """``value`` as coarse as ``to`` says; ``step`` is the width of a band or the prefix length of a network."""
    if value is None or value == "":
        return value
    if to in {Coarseness.MONTH, Coarseness.YEAR}:
        return _coarse_day(str(value), month=to == Coarseness.MONTH)
    if to == Coarseness.POSTCODE4:
        found = _POSTCODE.search(str(value))
        return found.group() if found else None
    if to == Coarseness.BAND:
        return _band(value, step or 1)
    return network(str(value), step or 0)


def _coarse_day(text: str, *, month: bool) -> str | None:
    found = _DAY.match(text.strip())
    if not found:
        return None
    day = f"{found[1]}-{found[2] if month else '01'}-01"
    if found[3] is None:
        return day
    midnight = "00:00:00"[: len(found[4])]
    return f"{day}{found[3]}{midnight}{re.sub('[0-9]', '0', found[5] or '')}{found[6]}"


def _band(value: Any, step: int) -> int | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return math.floor(number / step) * step if math.isfinite(number) else None


def network(text: str, prefix: int) -> str | None:
    """The first address of the network: ``prefix`` bits for IPv4, twice as many for IPv6 (/24 and /48)."""
    try:
        address = ipaddress.ip_interface(text.strip()).ip
    except ValueError:
        return None
    bits = min(prefix if address.version == 4 else 2 * prefix, address.max_prefixlen)
    return str(ipaddress.ip_network((address, bits), strict=False).network_address)
