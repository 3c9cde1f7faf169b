"""What one customer leaves behind in the demo database: orders, invoices, notes, recordings, tickets, visits."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from subjects.demo import numbers, texts
from subjects.demo.people import Customer, World
from subjects.demo.sounds import Sounds

ARTICLES = (
    ("Koffiemolen", 49.95), ("Tuinslang 20 m", 24.5), ("Leeslamp", 39.0), ("Kookboek", 18.99), ("Fietstas", 59.9),
    ("Dekbedovertrek", 34.95), ("Waterkoker", 29.99), ("Puzzel 1000 stukjes", 14.95),
)  # fmt: skip
CAMPAIGNS = ("LENTE", "ZOMER", "TERUGKOM", "TROUW")
OFFERS = ("10% op de volgende bestelling", "gratis verzending", "upgrade naar voordeelklant", "jaarabonnement")
BROWSERS = ("Firefox op Windows", "Safari op iPhone", "Chrome op Android", "Edge op Windows")
PAGES = ("/", "/tuin", "/keuken", "/aanbiedingen", "/klantenservice", "/mijn-account?klant={number}")


@dataclass(frozen=True, kw_only=True)
class Volume:
    """How much a customer has. ``fixed`` takes the texts in their order instead of by chance."""

    order_days: tuple[dt.date, ...]
    notes: int
    recordings: int
    tickets: int
    visits: int
    subscribed: bool
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The contact centre around the customers: who works there and where recordings are put."""

    agents: tuple[str, ...]
    sounds: Sounds


def chance(world: World, customer: Customer) -> Volume:
    """How much a customer has, by chance."""
    rng = world.rng
    return Volume(
        order_days=tuple(sorted(world.day(customer.since) for _ in range(min(int(rng.expovariate(0.4)), 12)))),
        notes=min(int(rng.expovariate(0.5)), 10),
        recordings=1 if rng.random() < 0.25 else 0,
        tickets=1 if rng.random() < 0.35 else 0,
        visits=min(int(rng.expovariate(0.5)), 8),
        subscribed=rng.random() < 0.3,
    )


class History:
    """Writes the rows of one customer. ``other`` is somebody in the house whom notes may mention."""

    def __init__(self, world: World, desk: Desk, *, customer: Customer, other: Customer | None) -> None:
        self._world, self._desk, self._rng = world, desk, world.rng
        self._customer, self._other = customer, other
        self.tickets: list[int] = []
        self.recordings: list[str] = []

    def write(self, volume: Volume) -> None:
        """All rows, so many of each."""
        for day in volume.order_days:
            self._order(day)
        for _ in range(volume.visits):
            self.visit(numbers.ip_address(self._rng))
        if volume.subscribed:
            self.subscribe(self._customer.email.lower())
        self._conversations(volume)
        self._preferences(volume)

    def _conversations(self, volume: Volume) -> None:
        for index in range(volume.notes):
            self._note(index if volume.fixed else None)
        for _ in range(volume.recordings):
            self._recording()
        for index in range(volume.tickets):
            self.ticket(parent=self._earlier_ticket(), index=index if volume.fixed else None)

    def _words(self, agent: int) -> Mapping[str, str]:
        return texts.slots(self._customer, other=self._other, agent=self._desk.agents[agent - 1], rng=self._rng)

    def _agent(self) -> int:
        return self._rng.randrange(len(self._desk.agents)) + 1

    def _moment(self) -> str:
        day = self._world.day(self._customer.since)
        return f"{day} {self._rng.randrange(8, 20):02d}:{self._rng.randrange(60):02d}:{self._rng.randrange(60):02d}"

    def _order(self, day: dt.date) -> None:
        rng, customer, order = self._rng, self._customer, self._world.batches.next_id("orders")
        total = self._order_lines(order)
        note = rng.choice(texts.DELIVERY).format_map(self._words(1)) if rng.random() < 0.2 else None
        self._world.batches.add(
            "orders",
            id=order,
            customer_id=customer.id,
            ordered_on=day.isoformat(),
            status=rng.choice(("geleverd", "geleverd", "geleverd", "retour", "verzonden")),
            delivery_name=customer.name.full,
            delivery_street=customer.address.line,
            delivery_postcode=customer.address.postcode,
            delivery_note=note,
            total=total,
        )
        self._invoice(order, day=day, total=total)

    def _order_lines(self, order: int) -> float:
        total = 0.0
        for number in range(1, self._rng.choice((1, 1, 2, 3)) + 1):
            article, price = self._rng.choice(ARTICLES)
            quantity = self._rng.choice((1, 1, 1, 2))
            total += quantity * price
            self._world.batches.add(
                "order_lines", order_id=order, line_number=number, article=article, quantity=quantity, price=price
            )
        return round(total, 2)

    def _invoice(self, order: int, *, day: dt.date, total: float) -> None:
        rng, customer, invoice = self._rng, self._customer, self._world.batches.next_id("invoices")
        net = round(total / 1.21, 2)
        paid = day + dt.timedelta(days=rng.randrange(1, 30))
        self._world.batches.add(
            "invoices",
            id=invoice,
            invoice_number=f"F{day.year}-{invoice:07d}",
            customer_id=customer.id,
            order_id=order,
            invoice_date=day.isoformat(),
            billing_name=customer.company or customer.name.full,
            billing_street=customer.address.line,
            billing_postcode=customer.address.postcode,
            billing_city=customer.address.city,
            billing_email=customer.email,
            debit_iban=customer.iban if rng.random() < 0.5 else None,
            description="Levering volgens bestelling",
            net_amount=net,
            vat_rate=21,
            vat_amount=round(total - net, 2),
            total_amount=total,
            paid_on=paid.isoformat() if paid <= self._world.today else None,
            campaign_code=f"{rng.choice(CAMPAIGNS)}{day.year % 100}" if rng.random() < 0.6 else None,
            recommended_offer=rng.choice(OFFERS) if rng.random() < 0.6 else None,
        )

    def _note(self, index: int | None) -> None:
        agent = self._agent()
        self._world.batches.add(
            "contact_notes",
            id=self._world.batches.next_id("contact_notes"),
            customer_id=self._customer.id,
            employee_id=agent,
            channel=self._rng.choice(("telefoon", "telefoon", "e-mail", "chat")),
            noted_at=self._moment(),
            body=self._note_text(index).format_map(self._words(agent)),
        )

    def _note_text(self, index: int | None) -> str:
        choices = (*texts.OTHER, *texts.OWN) if self._other else texts.OWN
        if index is not None:
            return choices[index % len(choices)]
        return self._rng.choice(texts.OTHER if self._other and self._rng.random() < 0.3 else texts.OWN)

    def _recording(self) -> None:
        rng, agent, moment = self._rng, self._agent(), self._moment()
        call = self._world.batches.next_id("call_recordings")
        caller = rng.choice((self._customer.phone, self._customer.mobile))
        path = self._desk.sounds.save(moment=moment, caller=caller, call=call)
        self.recordings.append(path)
        self._world.batches.add(
            "call_recordings",
            id=call,
            customer_id=self._customer.id,
            employee_id=agent,
            started_at=moment,
            duration_seconds=rng.randrange(20, 900),
            caller_number=caller,
            path=path,
            transcript=rng.choice(texts.CALLS).format_map(self._words(agent)),
        )

    def _earlier_ticket(self) -> int | None:
        if self.tickets and self._rng.random() < 0.5:
            return self.tickets[-1]
        last = self._world.batches.last_id("tickets")
        return self._rng.randrange(1, last + 1) if last and self._rng.random() < 0.12 else None

    def ticket(self, *, parent: int | None, index: int | None = None) -> None:
        """One ticket; its parent may be a ticket of somebody else."""
        rng, ticket, agent = self._rng, self._world.batches.next_id("tickets"), self._agent()
        subject, description = (
            texts.TICKETS[index % len(texts.TICKETS)] if index is not None else rng.choice(texts.TICKETS)
        )
        words = self._words(agent)
        self.tickets.append(ticket)
        self._world.batches.add(
            "tickets",
            id=ticket,
            customer_id=self._customer.id,
            employee_id=agent if rng.random() < 0.8 else None,
            parent_ticket_id=parent,
            opened_on=self._world.day(self._customer.since).isoformat(),
            status=rng.choice(("open", "wacht", "gesloten", "gesloten")),
            contact_email=self._customer.email if rng.random() < 0.5 else None,
            subject=subject.format_map(words),
            description=description.format_map(words),
        )

    def visit(self, ip_address: str) -> None:
        """One visit to the web shop."""
        self._world.batches.add(
            "web_visits",
            id=self._world.batches.next_id("web_visits"),
            customer_id=self._customer.id,
            visited_at=self._moment(),
            ip_address=ip_address,
            user_agent=self._rng.choice(BROWSERS),
            page=self._rng.choice(PAGES).format(number=self._customer.number),
        )

    def subscribe(self, address: str) -> None:
        """A subscription to the newsletter, known by the e-mail address only."""
        self._world.batches.add(
            "newsletter_subscriptions",
            id=self._world.batches.next_id("newsletter_subscriptions"),
            email=address,
            first_name=self._customer.name.first,
            subscribed_on=self._world.day(self._customer.since).isoformat(),
            interests=self._rng.choice(("tuin", "keuken", "tuin, keuken", None)),
            active=int(self._rng.random() < 0.85),
        )

    def _preferences(self, volume: Volume) -> None:
        customer, given = self._customer, self._world.day(self._customer.since).isoformat()
        contact = {"kanaal": "e-mail", "email": {"adres": customer.email, "nieuwsbrief": volume.subscribed}}
        consent = {"doel": "nieuwsbrief", "gegeven": given, "tekst": "v3", "via": "website", "adres": customer.email}
        self._world.batches.add(
            "preferences",
            customer_id=customer.id,
            contact=json.dumps(contact | {"sms": {"nummer": customer.mobile}}, ensure_ascii=False),
            consents=json.dumps([consent] if volume.subscribed else []),
        )
