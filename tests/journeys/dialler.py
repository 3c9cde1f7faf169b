"""A dialler with a suppression table of its own: what objections are written into, on any dialect."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from subjects.actions.spreading import spread
from subjects.actions.suppressing import run_suppression
from subjects.errors import StepError
from subjects.models import Suppression
from subjects.suppression_selectors import workable_suppressions
from tests.journeys.shops import Build, Shop

TABLES = (
    "CREATE TABLE bel_niet (nummer VARCHAR(20) NOT NULL UNIQUE, reden VARCHAR(20) NOT NULL, sinds TIMESTAMP NULL,"
    " herkomst VARCHAR(40))",
    "INSERT INTO bel_niet (nummer, reden) VALUES ('0687654321', 'EIGEN')",
)
MAP = """
name: shop
label: Belsysteem
url_env: SHOP_URL
tables:
- name: bel_niet
  label: Niet bellen
  role: person
  activity: Bellen
  ground: 6(1)(f)
  key: [nummer]
  erasure: keep
  anonymisation: keep
  reason: bezwaar moet blijven werken (art. 21(3))
  suppression:
    column: nummer
    spelling: national
    also:
    - {column: reden, holds: fixed, value: VERZET}
    - {column: sinds, holds: moment}
    - {column: herkomst, holds: reference}
  fields:
  - {name: nummer, category: contact, identifies: phone, phone_format: national}
  - {name: reden}
  - {name: sinds}
  - {name: herkomst}
"""


@dataclass(kw_only=True)
class Dialler:
    """The table, and what workers do about it."""

    shop: Shop

    def numbers(self) -> dict[str, str]:
        """Every number with its reason."""
        return {row[0]: row[1] for row in self.shop.rows()["bel_niet"]}

    def work(self) -> list[Suppression]:
        """Take objections out of the outbox and write them; every writing so far."""
        at = timezone.now()
        spread(at=at)
        for work in workable_suppressions():
            try:
                run_suppression(suppression_id=work.pk, worker="test", clock=lambda: at)
            except StepError:
                continue
        return list(Suppression.objects.order_by("pk"))


def build_dialler(build: Build, *statements: str, **changes: Any) -> Dialler:
    """Its table and its map, in which words of the map are replaced by others."""
    text = MAP
    for word, other in changes.items():
        text = text.replace(word, other)
    return Dialler(shop=build(*(statements or TABLES), text=text))
