"""Dated facts of law as rows: retention duties, numbers of law and house, countries that protect enough, authorities.

Every fact has a source and a status; what no source confirmed is `to_check`. Rows that are there by that name, code or
country stay as they are. Back again only what nobody changed or used goes.
"""

import uuid

from django.db import migrations
from django.utils import timezone

# name: label, type, law, term (years, months, weeks), starts, counted from, what must be kept, from, until, source, status
OLD = "Wettekst zoals geldend op 10 mei 2017; vernummering te controleren"
LAPSED = "Vrijstellingsbesluit Wbp (BWBR0012461), vervallen; nog gebruikt als norm"
YEAR, EVENT = "end_of_year", "event"

DUTIES = {
    "r01-belastingadministratie": {
        "label": "Fiscale bewaarplicht van de administratie",
        "type": "hold",
        "law": "Algemene wet inzake rijksbelastingen, artikel 52 lid 4",
        "years": 7,
        "starts": YEAR,
        "start_event": "einde van het boekjaar",
        "minimal_fields": "grootboek, debiteuren en crediteuren, facturen, kas; uren voor zover van belang voor de belasting",
        "reference": f"BWBR0002320. {OLD}. Het begin van de termijn is niet bevestigd",
        "status": "confirmed_old",
    },
    "r02-administratie-rechtspersoon": {
        "label": "Bewaarplicht van de administratie van een rechtspersoon",
        "type": "hold",
        "law": "Burgerlijk Wetboek, artikel 2:10 lid 3",
        "years": 7,
        "starts": YEAR,
        "start_event": "einde van het boekjaar",
        "minimal_fields": "boeken, bescheiden en andere gegevensdragers; balans en staat van baten en lasten op papier",
        "reference": f"BWBR0003045. {OLD}. Het begin van de termijn is niet bevestigd",
        "status": "confirmed_old",
    },
    "r03-administratie-onderneming": {
        "label": "Bewaarplicht van de administratie van een onderneming zonder rechtspersoon",
        "type": "hold",
        "law": "Burgerlijk Wetboek, artikel 3:15i, verwijzend naar 2:10 lid 2 tot en met 4",
        "years": 7,
        "starts": YEAR,
        "start_event": "einde van het boekjaar",
        "minimal_fields": "boeken, bescheiden en andere gegevensdragers van de onderneming",
        "reference": f"BWBR0005291. {OLD}. Het begin van de termijn is niet bevestigd",
        "status": "confirmed_old",
    },
    "r04-btw-onroerend": {
        "label": "Btw-herziening van onroerende zaken",
        "type": "hold",
        "law": "Wet op de omzetbelasting 1968, artikel 34a",
        "years": 9,
        "starts": YEAR,
        "start_event": "einde van het jaar van eerste gebruik",
        "minimal_fields": "gegevens van de onroerende zaak en de btw daarover",
        "reference": f"BWBR0002629. {OLD}",
        "status": "confirmed_old",
    },
    "r05-btw-eenloketsysteem": {
        "label": "Btw-eenloketsysteem, digitale diensten",
        "type": "hold",
        "law": "Wet op de omzetbelasting 1968, artikelen 28t en 28x (oude nummering)",
        "years": 10,
        "starts": YEAR,
        "start_event": "einde van het jaar van de levering of dienst",
        "minimal_fields": "gegevens van de handelingen die onder de regeling vallen",
        "valid_from": "2015-01-01",
        "reference": f"BWBR0002629. {OLD}, nu artikelen 28r en verder",
        "status": "confirmed_old",
    },
    "r05-btw-afstandsverkopen": {
        "label": "Btw-eenloketsysteem, afstandsverkopen",
        "type": "hold",
        "law": "Wet op de omzetbelasting 1968, artikelen 28r en verder",
        "years": 10,
        "starts": YEAR,
        "start_event": "einde van het jaar van de levering",
        "minimal_fields": "gegevens van de handelingen die onder de regeling vallen",
        "valid_from": "2021-07-01",
        "reference": "Verruiming per 1 juli 2021; niet bevestigd",
        "status": "to_check",
    },
    "r06-loonadministratie": {
        "label": "Loonadministratie: identiteit van werknemers",
        "type": "hold",
        "law": "Uitvoeringsregeling loonbelasting 2011, artikelen 7.5 lid 4, 7.9 lid 2 en 12.1 lid 5",
        "years": 5,
        "starts": YEAR,
        "start_event": "einde van het kalenderjaar waarin het dienstverband eindigde",
        "minimal_fields": "gegevens voor de identiteit, kopie van het identiteitsbewijs, loonbelastingverklaring",
        "reference": f"BWBR0028236. {OLD}",
        "status": "confirmed_old",
    },
    "r07-wwft-clientonderzoek": {
        "label": "Cliëntenonderzoek Wwft",
        "type": "hold",
        "law": "Wwft, artikelen 33 en 34",
        "years": 5,
        "starts": EVENT,
        "start_event": "einde van de zakelijke relatie, of de transactie",
        "minimal_fields": "gegevens van het cliëntenonderzoek en van ongebruikelijke transacties; daarna vernietigen",
        "reference": f"BWBR0024282 (toen artikel 33 lid 4). {OLD}. De plicht tot vernietigen (34a) is niet bevestigd",
        "status": "confirmed_old",
    },
    "r08-wft-advies": {
        "label": "Adviesdossier Wft",
        "type": "hold",
        "law": "Besluit Gedragstoezicht financiële ondernemingen Wft, artikel 32a",
        "years": 5,
        "starts": EVENT,
        "start_event": "het advies",
        "minimal_fields": "het adviesdossier van adviseur, bemiddelaar of aanbieder",
        "reference": f"BWBR0020421. {OLD}",
        "status": "confirmed_old",
    },
    "r09-consumentenkrediet": {
        "label": "Dossier van consumentenkrediet",
        "type": "hold",
        "law": "Besluit Gedragstoezicht financiële ondernemingen Wft, artikel 33",
        "years": 5,
        "starts": EVENT,
        "start_event": "het krediet is afgelost",
        "minimal_fields": "het kredietdossier",
        "reference": f"BWBR0020421. {OLD}",
        "status": "confirmed_old",
    },
    "r10-mifid-gesprekken": {
        "label": "Opgenomen ordergesprekken van beleggingsondernemingen",
        "type": "hold",
        "law": "MiFID II, artikel 16 lid 7; Gedelegeerde Verordening (EU) 2017/565, artikel 76",
        "years": 5,
        "starts": EVENT,
        "start_event": "het gesprek of bericht",
        "minimal_fields": "opnamen van gesprekken en berichten over orders; mensen moeten het weten",
        "valid_from": "2018-01-03",
        "reference": "De plicht is bevestigd, het aantal jaren niet; tot 7 jaar op verzoek van de AFM",
        "status": "to_check",
    },
    "r11-sollicitanten": {
        "label": "Sollicitanten",
        "type": "max",
        "law": "Vrijstellingsbesluit Wbp, artikel 5 lid 6 (vervallen)",
        "article": "5(1)(e)",
        "weeks": 4,
        "starts": EVENT,
        "start_event": "einde van de procedure",
        "reference": f"{LAPSED}; ook in uitleg van de AP",
        "status": "confirmed_old",
    },
    "r11-sollicitanten-met-toestemming": {
        "label": "Sollicitanten die langer bewaren goed vinden",
        "type": "max",
        "law": "Vrijstellingsbesluit Wbp, artikel 5 lid 6 (vervallen)",
        "article": "5(1)(e)",
        "years": 1,
        "starts": EVENT,
        "start_event": "einde van de procedure, met toestemming",
        "reference": f"{LAPSED}; ook in uitleg van de AP",
        "status": "confirmed_old",
    },
    "r12-beveiligingscamera": {
        "label": "Beelden van beveiligingscamera's",
        "type": "max",
        "law": "Vrijstellingsbesluit Wbp, artikel 38 lid 6 (vervallen)",
        "article": "5(1)(e)",
        "weeks": 4,
        "starts": EVENT,
        "start_event": "de opname, of de afhandeling van het incident",
        "reference": LAPSED,
        "status": "confirmed_old",
    },
    "r13-bezoekers": {
        "label": "Bezoekers en toegang",
        "type": "max",
        "law": "Vrijstellingsbesluit Wbp, artikelen 35 tot en met 37 (vervallen)",
        "article": "5(1)(e)",
        "months": 6,
        "starts": EVENT,
        "start_event": "het bezoek",
        "reference": LAPSED,
        "status": "confirmed_old",
    },
    "r14-klachten": {
        "label": "Klachten, bezwaren en geschillen",
        "type": "max",
        "law": "Vrijstellingsbesluit Wbp, artikel 39 lid 5 (vervallen)",
        "article": "5(1)(e)",
        "years": 2,
        "starts": EVENT,
        "start_event": "de afhandeling",
        "reference": LAPSED,
        "status": "confirmed_old",
    },
    "r15-opnamen-kwaliteit": {
        "label": "Gespreksopnamen voor training en kwaliteit",
        "type": "max",
        "law": "AVG, artikel 5 lid 1 onder e; geen wettelijke termijn",
        "article": "5(1)(e)",
        "months": 6,
        "starts": EVENT,
        "start_event": "het gesprek",
        "reference": "Stel zelf een korte termijn vast en schrijf op waarom; 1 tot 6 maanden is gebruikelijk, niet bevestigd",
        "status": "to_check",
    },
    "r16-bewijs-telefonische-verkoop": {
        "label": "Gespreksopname als bewijs van een verkoop",
        "type": "claim",
        "law": "Burgerlijk Wetboek, artikelen 6:230v, 3:307 en 3:310",
        "article": "17(3)(e)",
        "years": 5,
        "starts": EVENT,
        "start_event": "de verkoop; zolang zij betwist kan worden",
        "reference": f"6:230v: {OLD}; de verjaring (3:307, 3:310) is niet bevestigd",
        "status": "to_check",
    },
    "r17-bewijs-toestemming": {
        "label": "Bewijs van toestemming",
        "type": "claim",
        "law": "AVG, artikelen 7 lid 1 en 17 lid 3; Awb 5:45; BW 3:310",
        "article": "17(3)(e)",
        "years": 5,
        "starts": EVENT,
        "start_event": "het laatste gebruik van de toestemming",
        "reference": f"Awb 5:45: {OLD}; de termijn is een voorstel",
        "status": "to_check",
    },
    "r18-verzet": {
        "label": "Verzet: niet meer benaderen",
        "type": "claim",
        "law": "AVG, artikel 21 lid 2 en 3",
        "article": "17(3)(b)",
        "starts": EVENT,
        "start_event": "geen einde, totdat de persoon zelf vraagt weer benaderd te worden",
        "minimal_fields": "niet meer dan nodig is om het verzet te eerbiedigen",
        "reference": "Branchevereniging over het ongedaan maken van verzet",
        "status": "confirmed",
    },
    "r19-bel-me-niet": {
        "label": "Bewijs van vergelijking met het Bel-me-niet Register",
        "type": "claim",
        "law": "Telecommunicatiewet, artikel 11.7 (oud); Awb 5:45",
        "article": "17(3)(e)",
        "years": 5,
        "starts": EVENT,
        "start_event": "het gesprek",
        "valid_until": "2026-07-01",
        "reference": "Afgeleid: het register eindigde op 1 juli 2021; dit bewijs kan nu weg",
        "status": "to_check",
    },
    "r20-btw-diensten-onroerend": {
        "label": "Btw-herziening van diensten aan onroerende zaken (termijn te controleren)",
        "type": "hold",
        "law": "Wet op de omzetbelasting 1968, wijziging per 2026",
        "starts": YEAR,
        "start_event": "te controleren",
        "minimal_fields": "gegevens van de dienst en de btw daarover",
        "valid_from": "2026-01-01",
        "reference": "Langer bewaren kan nodig zijn; niet bevestigd",
        "status": "to_check",
    },
}

HOUSE = "Norm van de organisatie, geen wettelijke termijn; pas haar aan als u een andere kiest"
# code: label, value, unit, source, status; all from the day the AVG applied
NUMBERS = {
    "breach-report-hours": (
        "Datalek melden bij de toezichthouder",
        72,
        "uren",
        "AVG, artikel 33 lid 1; loopt door in nachten, weekenden en feestdagen",
        "confirmed",
    ),
    "breach-contract-hours": ("Huisnorm: verwerker meldt een datalek", 24, "uren", HOUSE, "to_check"),
    "assurance-fresh-months": ("Huisnorm: ouderdom van een rapport", 12, "maanden", HOUSE, "to_check"),
    "dpia-criteria": (
        "Huisnorm: aantal criteria dat op een DPIA wijst",
        2,
        "criteria",
        "Twee of meer van de negen criteria van de Europese toezichthouders (WP 248 rev.01); niet bevestigd",
        "to_check",
    ),
    "waiver-months": (
        "Huisnorm: een bevinding hoogstens zo lang accepteren",
        12,
        "maanden",
        "Norm van de organisatie, geen wettelijke termijn; pas haar aan als u een andere kiest",
        "to_check",
    ),
}
SINCE = "2018-05-25"

EEA = {
    **{"AT": "Oostenrijk", "BE": "België", "BG": "Bulgarije", "CY": "Cyprus", "CZ": "Tsjechië", "DE": "Duitsland"},
    **{"DK": "Denemarken", "EE": "Estland", "ES": "Spanje", "FI": "Finland", "FR": "Frankrijk", "GR": "Griekenland"},
    **{"HR": "Kroatië", "HU": "Hongarije", "IE": "Ierland", "IT": "Italië", "LT": "Litouwen", "LU": "Luxemburg"},
    **{"LV": "Letland", "MT": "Malta", "NL": "Nederland", "PL": "Polen", "PT": "Portugal", "RO": "Roemenië"},
    **{"SE": "Zweden", "SI": "Slovenië", "SK": "Slowakije", "IS": "IJsland", "LI": "Liechtenstein", "NO": "Noorwegen"},
}
EEA_SOURCE = "Lidstaat van de EER; de datum is die waarop de AVG ging gelden"
LATER = {"IS": "2018-07-20", "LI": "2018-07-20", "NO": "2018-07-20"}
# country: label, from, until, only when
ADEQUATE = {
    "AD": ("Andorra", "2010-10-19", None, ""),
    "AR": ("Argentinië", "2003-06-30", None, ""),
    "CA": ("Canada", "2001-12-20", None, "commerciële organisaties onder de Canadese privacywet (PIPEDA)"),
    "CH": ("Zwitserland", "2000-07-26", None, ""),
    "FO": ("Faeröer", "2010-03-05", None, ""),
    "GB": ("Verenigd Koninkrijk", "2021-06-28", "2031-12-28", ""),
    "GG": ("Guernsey", "2003-11-21", None, ""),
    "IL": ("Israël", "2011-01-31", None, ""),
    "IM": ("Man", "2004-04-28", None, ""),
    "JE": ("Jersey", "2008-05-08", None, ""),
    "JP": ("Japan", "2019-01-23", None, ""),
    "KR": ("Zuid-Korea", "2021-12-17", None, ""),
    "NZ": ("Nieuw-Zeeland", "2012-12-19", None, ""),
    "US": ("Verenigde Staten", "2023-07-10", None, "organisaties op de lijst van het EU-VS Data Privacy Framework"),
    "UY": ("Uruguay", "2012-08-21", None, ""),
}
ADEQUATE_SOURCE = "Adequaatheidsbesluit van de Europese Commissie; data en voorwaarden te controleren op haar lijst"

# country: name, site, from, source
AUTHORITIES = {
    "NL": (
        "Autoriteit Persoonsgegevens",
        "autoriteitpersoonsgegevens.nl",
        "2018-05-25",
        "autoriteitpersoonsgegevens.nl; art. 6 UAVG; vanaf de dag waarop de AVG ging gelden",
    ),
    "BE": (
        "Gegevensbeschermingsautoriteit",
        "gegevensbeschermingsautoriteit.be",
        "2018-05-25",
        "gegevensbeschermingsautoriteit.be, het recht van inzage; vanaf de dag waarop de AVG ging gelden",
    ),
}


def duty_rows():
    plain = {"article": "17(3)(b)", "years": 0, "months": 0, "weeks": 0, "minimal_fields": ""}
    dates = {"valid_from": None, "valid_until": None}
    return [{"name": name, **plain, **dates, **facts} for name, facts in DUTIES.items()]


def number_rows():
    names = ("label", "value", "unit", "reference", "status")
    dates = {"valid_from": SINCE, "valid_until": None}
    return [{"code": code, **dates, **dict(zip(names, facts))} for code, facts in NUMBERS.items()]


def country_rows():
    european = [
        {
            "country": country,
            "label": label,
            "eea": True,
            "valid_from": LATER.get(country, SINCE),
            "valid_until": None,
            "condition": "",
            "reference": EEA_SOURCE,
        }
        for country, label in EEA.items()
    ]
    adequate = [
        {
            "country": country,
            "label": label,
            "eea": False,
            "valid_from": start,
            "valid_until": end,
            "condition": condition,
            "reference": ADEQUATE_SOURCE,
        }
        for country, (label, start, end, condition) in ADEQUATE.items()
    ]
    return [{**row, "status": "to_check"} for row in (*european, *adequate)]


def authority_rows():
    names = ("name", "site", "valid_from", "reference")
    return [{"country": country, "status": "confirmed", **dict(zip(names, facts))} for country, facts in AUTHORITIES.items()]


SEEDS = (
    ("RetentionDuty", ("name",), duty_rows),
    ("LegalParameter", ("code",), number_rows),
    ("AdequacyDecision", ("country", "eea"), country_rows),
    ("SupervisoryAuthority", ("country",), authority_rows),
)


def uid_of(model, key):
    """The same in every installation, so that exports of two of them speak of the same fact."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(["waarborg", model.lower(), *(str(one).lower() for one in key)]))


def seed(apps, _schema):
    """Each fact once, with one line of history; what is there by that key stays."""
    for name, keys, rows in SEEDS:
        model = apps.get_model("registers", name)
        there = set(model.objects.values_list(*keys))
        missing = [row for row in rows() if tuple(row[key] for key in keys) not in there]
        model.objects.bulk_create(model(uid=uid_of(name, [row[key] for key in keys]), **row) for row in missing)
        write_history(apps, name, [uid_of(name, [row[key] for key in keys]) for row in missing])


def write_history(apps, name, uids):
    """The line of history of new rows: bulk_create tells nobody, and an older date of the register asks for it."""
    model, history = apps.get_model("registers", name), apps.get_model("registers", f"Historical{name}")
    columns = [field.attname for field in model._meta.concrete_fields]
    now = timezone.now()
    history.objects.bulk_create(
        history(history_date=now, history_type="+", history_change_reason="", **row)
        for row in model.objects.filter(uid__in=uids).values(*columns)
    )


def unseed(apps, _schema):
    """Take away what is still as it was sown and what nothing refers to."""
    used = {"RetentionDuty": duties_in_use(apps)}
    for name, keys, rows in SEEDS:
        model, history = apps.get_model("registers", name), apps.get_model("registers", f"Historical{name}")
        for row in rows():
            uid = uid_of(name, [row[key] for key in keys])
            untouched = model.objects.filter(uid=uid, **row).exclude(pk__in=used.get(name, ()))
            if untouched.exists() and history.objects.filter(uid=uid).count() <= 1:
                untouched.delete()
                history.objects.filter(uid=uid).delete()


def duties_in_use(apps):
    rules = apps.get_model("registers", "RetentionRule").objects.exclude(duty=None).values_list("duty_id", flat=True)
    tables = apps.get_model("registers", "SourceTable").objects.exclude(duty=None).values_list("duty_id", flat=True)
    sources = apps.get_model("registers", "Source").duties.through.objects.values_list("retentionduty_id", flat=True)
    return {*rules, *tables, *sources}


class Migration(migrations.Migration):
    """Rows of law, with their source and status."""

    dependencies = [("registers", "0002_triggers")]

    operations = [migrations.RunPython(seed, unseed, elidable=False)]
