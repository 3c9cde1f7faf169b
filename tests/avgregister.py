"""Exports of the AVG register for tests: the real one where it lies beside the repository, and one made up here.

The made-up export has the shapes of the real one (three registers, the same keys, the same oddities) and other words.
"""

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests.conftest import missing

_HERE = Path(__file__).resolve().parents[1]
_NAME = Path("shared") / "data" / "registers" / "avgregister-export.zip"

CONTROLLER = "AVG Verantwoordelijke Verwerkingen"
PROCESSOR = "AVG Verwerker Verwerkingen"
POLICE = "WPG Verantwoordelijke Verwerkingen"


def real_export() -> bytes:
    """The real export; skips the test (fails it with CI=true) where it is absent."""
    for path in (_HERE / _NAME, _HERE.parent / _NAME):
        if path.is_file():
            return path.read_bytes()
    missing("no shared/data/registers beside the repository")
    raise AssertionError


def packed(members: dict[str, Any]) -> bytes:
    """A zip of these members; a list or dict is written as JSON with a byte order mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            written = content if isinstance(content, bytes) else b"\xef\xbb\xbf" + json.dumps(content).encode()
            archive.writestr(name, written)
    return out.getvalue()


def member(register: str, department: str = "Kern - Directie Klant / CIO") -> str:
    """The name of a member as the real export has it: with a folder that ends in a blank."""
    return f"{register}/JSON/{department}.json"


def export(*, controller: Any = None, processor: Any = None, police: Any = None) -> bytes:
    """A whole export with one record in each register."""
    return packed(
        {
            member(PROCESSOR): processor if processor is not None else [processor_record()],
            member(CONTROLLER): controller if controller is not None else [controller_record()],
            member(POLICE): police if police is not None else [police_record()],
        }
    )


def organisation(number: int, name: str, **changes: Any) -> dict[str, Any]:
    """An organisation as the lists Verantwoordelijken and Verwerkers hold it."""
    return {
        "Id": number,
        "Naam": name,
        "Type": "RechtspersoonOfBestuursorgaan",
        "Telefoon": "030 555 01 01",
        "Email": "info@organisatie.example",
        "Adres": "Dorpsstraat 1",
        "Postcode": "1234AB",
        "Plaats": "Ons Dorp",
        "Land": "NEDERLAND",
        "Postbus": "12",
        "PostbusPostcode": "1234ZZ",
        "PostbusPlaats": "Ons Dorp",
        "PostbusLand": "NEDERLAND",
        **changes,
    }


def _heading(number: int, name: str) -> dict[str, Any]:
    return {
        "Status": "Vastgesteld",
        "Id": number,
        "Naam": name,
        "Nummer": f"M{number}",
        "Versie": 2,
        "AanmaakDatum": "2020-02-03T10:11:12.39",
        "LaatsteWijzigDatum": "2021-04-05T11:12:13.733",
        "Dienst": "Kern - Directie Klant / CIO",
        "Opmerkingen": [{"Id": 5, "Tekst": "Nog nakijken", "Datum": "01-02-2021 09:30"}],
        "Contactpersonen": [{"Id": 9, "Naam": "Team Privacy", "Functie": "Adviseur", "Email": "p@o.example"}],
    }


def _closing() -> dict[str, Any]:
    return {
        "Beveiliging": {
            "Pseudonimisering": "Nee",
            "Encryptie": "Alles staat versleuteld.\r\nOok de back-up.",
            "ElectronischeWeg": ["Nee"],
            "Toegang": ["Eigen personeel", "Derden: de helpdesk\r\nvan de leverancier"],
            "Verwerkers": "Ja",
            "Verantwoordelijken": "N.v.t.",
            "Maatregelen": ["Vastgesteld beleid", "Overige beveiligingsmaatregelen: sloten op de deur"],
            "HasBeveiliging": True,
        },
        "Doorgifte": {
            "BuitenEu": True,
            "BuitenEuOmschrijving": "Verenigde Staten, India",
            "BuitenEuPassendBeschermingsniveau": None,
            "BuitenEuPassendBeschermingsniveauOmschrijving": "Zie contract",
        },
        "Besluitvorming": {"HasBesluitvorming": True, "Logica": "Een tabel", "BelangGevolgen": "Geen krediet"},
    }


def controller_record(number: int = 501) -> dict[str, Any]:
    """A record of the controller's register, with a contradiction, a processor in prose, a file that is not there."""
    flags = ("RasOfEtniciteit", "PolitiekeGezindheid", "GodsdienstOfLevensovertuiging", "LidmaatschapVakvereniging")
    more = ("Genetisch", "Biometrisch", "SeksueleLeven", "Strafrechtelijk")
    data = {
        "Id": 31,
        "Omschrijving": "Naam en adres, soms strafrechtelijke gegevens en het BSN",
        "Verzameldoel": "Om te kunnen bellen",
        "Bewaartermijn": "Eén jaar na het gesprek, of na opzegging\r\n",
        "IsBronBetrokkene": False,
        "BronOmschrijving": "Een adressenbureau",
        "IsBetrokkeneVerplicht": True,
        "BetrokkeneConsequenties": "Dan bellen wij niet",
    }
    group = {
        "Id": 30,
        "Omschrijving": "Klanten ",
        "GeenBijzondereGegevens": False,
        "Gezondheid": True,
        "Gegevens": [data],
    }
    signs = ("IsGebpiaAlUitgevoerd", "IsGeautomatiseerdProfilering", "IsGrootschaligeVerwerking")
    more_signs = ("IsGrootschaligeMonitoring", "StaatOpLijstVerplichteGebpia", "VoeldoetAanTweeCriteriaWP248")
    return {
        **_heading(number, "Klanten bellen"),
        "VerdelingVerantwoordelijkheid": "Samen met de provincie",
        "Verantwoordelijken": [organisation(1, "Gemeente Ons Dorp"), organisation(2, "Provincie Ons Land")],
        "Verwerkers": [organisation(1838, "Stichting Belhulp", Email=None)],
        "Doelen": [{"Id": 40, "Doel": "Vragen beantwoorden\r\n", "Rechtsgrond": "Wettelijke verplichting: de Belwet"}],
        "Betrokkenen": [{**group, **dict.fromkeys((*flags, *more), False), "Gegevens": [data]}],
        "Systemen": [{"Id": 50, "Omschrijving": "Belcentrale"}],
        "Ontvangers": [
            {"Id": 60, "Omschrijving": "Andere gemeenten"},
            {"Id": 61, "Omschrijving": "Belhost: is verwerker en hostingpartij van de centrale."},
        ],
        "Bijlagen": [{"Id": 70, "Bestandsnaam": "dpia.pdf", "DocumentType": "X.Y.DocumentType", "Versie": "1"}],
        **_closing(),
        "GebPia": {**dict.fromkeys((*signs, *more_signs), False), "IsHoogRisicoRechtenVrijheden": True},
    }


def processor_record(number: int = 502) -> dict[str, Any]:
    """A record of the processor's register: clients, a coded list, "Uitgevoerd": "Nee"."""
    client = organisation(3, "Waterschap Ons Water", ContactFg="FG Water", ContactNaam="Loket", ReferentieNummer="W-7")
    return {
        **_heading(number, "Bellen voor anderen"),
        "VerdelingVerantwoordelijkheid": "",
        "VerdelingVerantwoordelijkheidSubverwerkers": "Subverwerkers melden zich",
        "Verantwoordelijken": [client],
        "Verwerkers": [organisation(4, "Test", Type="0", Land="Test", Email="Test", Telefoon="Test")],
        "Doelen": [{"Id": 41, "Doel": "Bellen", "Rechtsgrond": "Iets anders"}],
        "Categorien": [{"Id": 8, "Omschrijving": "Opvragen"}, {"Id": 99, "Omschrijving": "Dansen"}],
        "Systemen": [{"Id": 51, "Omschrijving": "Belcentrale B"}],
        "Ontvangers": [{"Id": 62, "Omschrijving": "De opdrachtgever zelf"}],
        "Bijlagen": [],
        **_closing(),
        "GebPia": {"Uitgevoerd": "Nee"},
    }


def police_record(number: int = 503) -> dict[str, Any]:
    """A record under the Wpg: flags in place of texts, the same flags under two names."""
    people = {
        "Verdachten": False,
        "Slachtoffers": True,
        "Veroordeelden": None,
        "Derden": True,
        "ToelichtingDerden": "Buren",
    }
    special = ("RasOfEtniciteit", "GodsdienstOfLevensovertuiging", "LidmaatschapVakvereniging", "Genetisch")
    articles = ("Artikel9", "Artikel10Lid1A", "Artikel10Lid1B", "Artikel10Lid1C", "Artikel12", "Artikel13Lid1")
    return {
        **_heading(number, "Meldingen"),
        "Verantwoordelijken": [organisation(1, "Gemeente Ons Dorp")],
        "Verwerkers": [organisation(7565, "Stichting Belhulp", Email=None)],
        "Betrokkenen": people,
        "Betrokkene": copy.deepcopy(people),
        "Doelen": [
            {"Id": 43, "Omschrijving": None, "Artikel8": True, **dict.fromkeys(articles, False), "Toelichting": "t"}
        ],
        "Systemen": [{"Id": 52, "Omschrijving": "Meldkamer"}],
        "Bijlagen": [],
        "Ontvanger": {
            "GeenVerstrekking": False,
            "Artikel15": True,
            "Artikel15A": False,
            "Artikel17A": True,
            "ToelichtingVertrekking": "Aan de buren",
        },
        "BijzondereGegevens": {"Geen": False, "PolitiekeGezindheid": True, **dict.fromkeys(special, False)},
        **_closing(),
        "GebPia": {"IsHoogRisicoRechtenVrijheden": False},
    }
