"""The parts that the three shapes share: heading, organisations, systems, security, transfers and so on."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from registers.book.records import ActivityMeasure, Engagement, Joint, Measure, Party, System, Transfer
from registers.exchange.avgregister.draft import Draft, shared_uid
from registers.exchange.avgregister.ledger import Node
from registers.exchange.countries import countries_in, country_of
from registers.exchange.words import folded, headline, presence_of
from registers.register_choices import Answer, Presence

SAID = {Answer.YES: "ja", Answer.NO: "nee"}


def heading(draft: Draft) -> None:
    """Name, number, department, contact, and the history of the record as a remark."""
    root = draft.root
    name, number, department = root.text("Naam"), root.text("Nummer"), root.text("Dienst")
    fits = 0 < len(number) <= 40
    draft.fields |= {
        "name": headline(name, 300),
        "number": number if fits else draft.source_id[:40],
        "department": headline(department, 300),
    }
    if not fits:
        draft.doubt("number-made", "Nummer")
    _history(draft)
    for key, text, longest in (("Naam", name, 300), ("Dienst", department, 300), ("Nummer", number, 40)):
        draft.remarks += [f"{key}: {text}"] if len(text) > longest else []
    _contacts(draft)
    _notes(draft)


def _history(draft: Draft) -> None:
    root = draft.root
    said = [
        ("status", root.text("Status")),
        ("versie", root.text("Versie")),
        ("aangemaakt", _moment(root, "AanmaakDatum")),
        ("gewijzigd", _moment(root, "LaatsteWijzigDatum")),
    ]
    told = ", ".join(f"{word} {value}" for word, value in said if value)
    if told:
        draft.remarks.append(f"AVG-register: {told}")


def _moment(node: Node, key: str) -> str:
    """A moment without a zone, as it was written: the hour of the place that wrote it."""
    return node.text(key).replace("T", " ")


def _contacts(draft: Draft) -> None:
    for place, contact in enumerate(draft.root.items("Contactpersonen")):
        name, role = contact.text("Naam"), contact.text("Functie")
        who = f"{name} ({role})" if name and role else name or role
        address = email(draft, contact, "Email")
        details = [contact.text("Telefoon"), *_address(contact)]
        if place == 0:
            draft.fields |= {"owner": headline(who, 200), "owner_email": address}
        more = [who if place or len(who) > 200 else "", address if place else "", *details]
        if any(more):
            draft.remarks.append("Contactpersoon: " + ", ".join(part for part in more if part))


def _notes(draft: Draft) -> None:
    root = draft.root
    for text in root.texts("Opmerkingen") if not root.items("Opmerkingen") else ():
        draft.remarks.append(f"Opmerking: {text}")
    for item in root.items("Opmerkingen"):
        parts = (item.text("Datum"), item.text("Tekst"))
        draft.remarks.append("Opmerking: " + " ".join(part for part in parts if part))
    for key, label in (
        ("VerdelingVerantwoordelijkheid", "Verdeling van verantwoordelijkheid"),
        ("VerdelingVerantwoordelijkheidSubverwerkers", "Verdeling van verantwoordelijkheid, subverwerkers"),
    ):
        if text := root.text(key):
            draft.remarks.append(f"{label}: {text}")


def email(draft: Draft, node: Node, key: str) -> str:
    """The e-mail address; '' and a doubt for what is none."""
    text = node.text(key)
    try:
        if text:
            validate_email(text)
    except ValidationError:
        node.leave(key)
        draft.doubt("not-an-email", node.at(key))
        return ""
    return text


def _address(node: Node) -> list[str]:
    """The address in lines; a country that is recognised is no line."""
    country, box_country = node.text("Land"), node.text("PostbusLand")
    box = node.text("Postbus")
    lines = [
        node.text("Adres"),
        " ".join(part for part in (node.text("Postcode"), node.text("Plaats")) if part),
        "" if country_of(country) else country,
        f"Postbus {box}" if box else "",
        " ".join(part for part in (node.text("PostbusPostcode"), node.text("PostbusPlaats")) if part),
        box_country if folded(box_country) != folded(country) else "",
    ]
    return [line for line in lines if line]


def party(draft: Draft, node: Node, sort: str) -> Party | None:
    """The organisation of a node; None (and a doubt) without a name. ``sort`` tells lists apart that number alone."""
    name = node.text("Naam")
    if not name:
        node.leave("Naam")
        draft.doubt("no-name", node.at("Naam"))
        return None
    own_id = node.text("Id")
    country = country_of(node.text("Land"))
    if node.text("Land") and not country:
        draft.doubt("country-unknown", node.at("Land"))
    phone = node.text("Telefoon")
    if len(phone) > 40:
        node.leave("Telefoon")
        draft.doubt("too-long", node.at("Telefoon"))
        phone = ""
    found = Party(
        uid=shared_uid(sort, own_id or folded(name)),
        name=headline(name, 300),
        address="\n".join(_address(node)),
        country=country or "",
        email=email(draft, node, "Email"),
        phone=phone,
        source_id=f"{sort}:{own_id}" if own_id else "",
    )
    draft.add(found)
    return found


def controllers(draft: Draft) -> None:
    """The controller, and those that it controls together with (art. 26)."""
    found = [party(draft, node, "verantwoordelijke") for node in draft.root.items("Verantwoordelijken")]
    named = [one for one in found if one]
    draft.fields["organisation"] = named[0].uid if named else None
    for other in named[1:]:
        draft.add(Joint(uid=draft.uid("gezamenlijk", other.uid), activity=draft.activity, party=other.uid))
    if len(named) > 1:
        draft.fields["joint"] = Answer.YES
        draft.doubt("several-controllers", "Verantwoordelijken")


def processors(draft: Draft) -> None:
    """The processors at work; an empty list is no answer."""
    for node in draft.root.items("Verwerkers"):
        found = party(draft, node, "verwerker")
        if found:
            draft.fields["processors"] = Answer.YES
            draft.add(Engagement(uid=draft.uid("inzet", found.uid), activity=draft.activity, party=found.uid))


def systems(draft: Draft) -> list[str]:
    """The systems, by uid."""
    found = []
    for node in draft.root.items("Systemen"):
        text = node.text("Omschrijving")
        if text:
            uid = shared_uid("systeem", node.text("Id") or folded(text))
            longer = text if headline(text, 300) != text else ""
            draft.add(System(uid=uid, name=headline(text, 300), description=longer, country=""))
            found.append(uid)
    return found


def security(draft: Draft) -> None:
    """Security: a field that is "Nee" or an essay, lists with a payload after a colon, measures as records."""
    node = draft.root.child("Beveiliging")
    draft.fields["pseudonymised"] = _or_essay(draft, node, "Pseudonimisering")
    draft.fields["encrypted"] = _or_essay(draft, node, "Encryptie")
    for key, label in (("ElectronischeWeg", "Elektronische weg"), ("Toegang", "Toegang")):
        draft.security += [f"{label}: {text}" for text in node.texts(key)]
    for key in ("Verwerkers", "Verantwoordelijken"):
        if text := node.text(key):
            draft.security.append(f"{key}: {text}")
    for text in node.texts("Maatregelen"):
        _measure(draft, text)


def _or_essay(draft: Draft, node: Node, key: str) -> Presence:
    text = node.text(key)
    found = presence_of(text)
    if found is not None:
        return found
    draft.security.append(f"{key}: {text}")
    return Presence.UNKNOWN if folded(text) in {"n.v.t.", "nvt", "niet van toepassing"} else Presence.YES


def _measure(draft: Draft, text: str) -> None:
    name, colon, payload = text.partition(":")
    if colon and payload.strip():
        draft.security.append(text)
    short = headline(name, 300)
    uid = shared_uid("maatregel", folded(short))
    draft.add(Measure(uid=uid, name=short, description=name.strip() if short != name.strip() else ""))
    draft.add(ActivityMeasure(uid=draft.uid("maatregel", uid), activity=draft.activity, measure=uid))


def transfers(draft: Draft) -> None:
    """Transfers, one for each country that the text names; no mechanism is read into an adjective."""
    node = draft.root.child("Doorgifte")
    draft.fields["transfers"] = node.answer("BuitenEu")
    where = node.text("BuitenEuOmschrijving")
    enough = node.answer("BuitenEuPassendBeschermingsniveau")
    said = [
        f"Omschrijving: {where}" if where else "",
        f"Passend beschermingsniveau: {SAID[enough]}" if enough in SAID else "",
        node.text("BuitenEuPassendBeschermingsniveauOmschrijving"),
    ]
    told = "\n".join(line for line in said if line)
    countries = countries_in(where)
    for country in countries:
        draft.add(
            Transfer(uid=draft.uid("doorgifte", country), activity=draft.activity, country=country, assessment=told)
        )
    if not countries:
        draft.remarks += [f"Doorgifte: {told}"] if told else []
        if draft.fields["transfers"] == Answer.YES:
            draft.doubt("country-unknown", node.at("BuitenEuOmschrijving"))


def decisions(draft: Draft) -> None:
    """Automated decisions (art. 22)."""
    node = draft.root.child("Besluitvorming")
    draft.fields |= {
        "automated": node.answer("HasBesluitvorming"),
        "automated_logic": node.text("Logica"),
        "automated_effects": node.text("BelangGevolgen"),
    }


def attachments(draft: Draft) -> None:
    """Files that the record names; the zip does not hold them."""
    for node in draft.root.items("Bijlagen"):
        parts = [
            node.text("Bestandsnaam"),
            node.text("Versie"),
            _moment(node, "Aanmaakdatum"),
            node.text("Omschrijving"),
        ]
        draft.remarks.append("Bijlage, niet meegeleverd: " + "; ".join(part for part in parts if part))
        draft.doubt("attachment-absent", node.path)
