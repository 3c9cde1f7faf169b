"""The household with columns that mark a restriction, and the road of a restriction in short."""

from registers.choices import IdentifierKind
from subjects.actions import intake, locating, planning
from subjects.choices import IdentificationMethod, RestrictionGround, Right
from subjects.models import SubjectRequest
from tests.journeys.road import Road
from tests.journeys.shops import HOUSEHOLD_MAP, Build, Shop

SANNE = "sanne@example.nl"
MEASURE = "De map met bestellingen staat op slot voor iedereen behalve de jurist."
TABLES = (
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80), phone VARCHAR(20),"
    " geblokkeerd SMALLINT NOT NULL DEFAULT 0)",
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id),"
    " address VARCHAR(80), stand VARCHAR(12) NOT NULL DEFAULT 'actief')",
    "CREATE INDEX orders_customer ON orders (customer_id)",
    "INSERT INTO customer VALUES (0, 'Sanne de Vries', 'Sanne@Example.nl', '06-12345678', 0),"
    " (1, 'Sanne de Vries', 'sanne.jr@example.nl', '0612345678', 0)",
    "INSERT INTO orders VALUES (10, 0, 'Dorpsstraat 1', 'actief'), (11, 0, 'Dorpsstraat 1', 'actief'),"
    " (12, 1, 'Dorpsstraat 1', 'actief')",
)
MARKS = {
    "customer": "  restriction: {column: geblokkeerd, value: 1, lifted: 0}\n",
    "orders": "  restriction: {column: stand, value: geblokkeerd, lifted: actief}\n",
}


def marked_map(*tables: str) -> str:
    """The map of the household in which these tables say how a row is marked."""
    text = HOUSEHOLD_MAP.replace("- name: orders\n", "  - {name: geblokkeerd}\n- name: orders\n")
    text = text.replace("links:\n", "  - {name: stand}\nlinks:\n")
    for table in tables:
        text = text.replace(f"- name: {table}\n", f"- name: {table}\n{MARKS[table]}")
    return text


def marked_shop(build: Build) -> Shop:
    """The household, each table with a column for the mark."""
    return build(*TABLES, text=marked_map("customer", "orders"))


def planned(road: Road, *, ground: RestrictionGround = RestrictionGround.ACCURACY) -> SubjectRequest:
    """A restriction for Sanne with a plan that nobody approved yet."""
    what = intake.Intake(
        right=Right.RESTRICTION, received_on=road.at.date(), identifiers=[(IdentifierKind.EMAIL, SANNE)], ground=ground
    )
    request = intake.receive(intake=what, at=road.at)
    intake.identify(request=request, method=IdentificationMethod.FACTS, actor=road.planner, at=road.at)
    locating.locate(request=request, at=road.at)
    planning.plan(request=request, at=road.at)
    return request


def restricted(road: Road, *, ground: RestrictionGround = RestrictionGround.ACCURACY) -> SubjectRequest:
    """A restriction that was carried out."""
    request = planned(road, ground=ground)
    road.approve(request)
    return road.run(request)


def restricted_after_measure(road: Road, shop: Shop, *, without: tuple[str, ...] = ("orders",)) -> SubjectRequest:
    """A restriction that waits for the measure, because tables have no mark."""
    shop.load(marked_map(*(table for table in MARKS if table not in without)))
    return planned(road)
