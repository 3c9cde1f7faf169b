"""What employees type and what callers say, in Dutch, with the identifiers of people in it."""

from collections.abc import Mapping
from random import Random

from subjects.demo import numbers
from subjects.demo.names import Name
from subjects.demo.people import Customer

# About the customer alone. The first ones are those that a demo person always has.
OWN = (
    "{formeel} belde over de levering. Terugbellen op {tel}, bij geen gehoor mailen naar {email}.",
    "Nieuw rekeningnummer doorgekregen: {iban}. Oude machtiging ingetrokken, bevestiging naar {email}.",
    "Gesproken met {naam}. Is verhuisd en vraagt om een nieuwe factuur. 06-nummer: {mobiel}.",
    "Klant ({nummer}) gaf ongevraagd het BSN {bsn} door voor de controle; klant erop gewezen dat dit niet nodig is.",
    "Klacht over een dubbele incasso van {iban_los}. {agent} heeft het bedrag teruggeboekt.",
    "{voornaam} wil geen aanbiedingen meer per telefoon ({tel}). Voorkeur aangepast.",
    "Vraag over de garantie beantwoord, klant tevreden.",
    "Pakket retour gemeld, label gestuurd naar {email}.",
    "Bezorger stond voor een dichte deur. Nieuwe afspraak gemaakt met {formeel}, sms naar {mobiel}.",
)
# About somebody else in the house too.
OTHER = (
    "Gebeld door {ander} namens {naam}: bestelling staat op naam van {voornaam}. {ander} is bereikbaar op {ander_tel}.",
    "Factuur van {formeel} mag ook naar {ander_email}; betaald vanaf {ander_iban} van {ander}.",
    "{ander} nam op via {tel}. Alleen algemene informatie gegeven, {formeel} belt zelf terug.",
)
CALLS = (
    "Goedemiddag, u spreekt met {agent}. — Dag, met {naam}. Mijn klantnummer is {nummer}. — Dank u, ik zoek het op.",
    "U spreekt met {agent}. — Met {formeel}. Kunt u mij terugbellen op {tel}? — Zeker, nul zes of vast? — {mobiel}.",
    "Met {agent} van de klantenservice. — {voornaam} hier. Stuurt u het maar naar {email}. — Doe ik meteen.",
)
TICKETS = (
    ("Factuur niet ontvangen", "{naam} heeft de factuur niet gehad. Opnieuw sturen naar {email}."),
    ("Artikel beschadigd", "Melding van {formeel}, {tel}: doos ingedeukt, foto's volgen."),
    ("Terugbelverzoek {formeel}", "Graag bellen op {mobiel} na 18.00 uur."),
    ("Adreswijziging", "Klant {nummer} is verhuisd en geeft het nieuwe adres door."),
)
DELIVERY = ("Bij de buren afgeven", "Bel even op {tel}", "Achterom, {voornaam} is thuis", "Niet na 20.00 uur")


def slots(customer: Customer, *, other: Customer | None, agent: str, rng: Random) -> Mapping[str, str]:
    """What the texts may say about a customer, each time in another spelling."""
    words = {
        "naam": customer.name.full,
        "formeel": customer.name.formal,
        "voornaam": _called(customer.name),
        "nummer": customer.number,
        "tel": rng.choice(numbers.spellings(customer.phone)[:6]),
        "mobiel": rng.choice(numbers.spellings(customer.mobile)[:6]),
        "email": rng.choice((customer.email, customer.email.lower())),
        "iban": customer.iban,
        "iban_los": numbers.spaced(customer.iban),
        "bsn": customer.service_number,
        "agent": agent,
    }
    return words if other is None else words | _about(other, rng=rng)


def _about(other: Customer, *, rng: Random) -> dict[str, str]:
    return {
        "ander": _called(other.name),
        "ander_tel": rng.choice(numbers.spellings(other.mobile)[:6]),
        "ander_email": other.email,
        "ander_iban": numbers.spaced(other.iban),
    }


def _called(name: Name) -> str:
    return name.first or name.last
