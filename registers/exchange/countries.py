"""Names of countries, in Dutch and English, as two capitals (ISO 3166). What is not here is not recognised."""

import re

from registers.exchange.words import folded

_NAMES = """
AD Andorra|AE Verenigde Arabische Emiraten|AL Albanië|AM Armenië|AR Argentinië|AT Oostenrijk;Austria
AU Australië;Australia|AW Aruba|AZ Azerbeidzjan|BA Bosnië en Herzegovina|BD Bangladesh|BE België;Belgium
BG Bulgarije;Bulgaria|BQ Caribisch Nederland|BR Brazilië;Brazil|BY Belarus;Wit-Rusland|CA Canada
CH Zwitserland;Switzerland|CL Chili|CN China|CO Colombia|CR Costa Rica|CW Curaçao|CY Cyprus
CZ Tsjechië;Czechia;Czech Republic|DE Duitsland;Germany|DK Denemarken;Denmark|DO Dominicaanse Republiek
EE Estland;Estonia|EG Egypte;Egypt|ES Spanje;Spain|FI Finland|FO Faeröer|FR Frankrijk;France
GB Verenigd Koninkrijk;Groot-Brittannië;Engeland;United Kingdom;UK|GE Georgië|GG Guernsey|GH Ghana|GI Gibraltar
GR Griekenland;Greece|HK Hongkong;Hong Kong|HR Kroatië;Croatia|HU Hongarije;Hungary|ID Indonesië;Indonesia
IE Ierland;Ireland|IL Israël;Israel|IM Man;Isle of Man|IN India|IS IJsland;Iceland|IT Italië;Italy|JE Jersey|JP Japan
KE Kenia|KR Zuid-Korea;South Korea|KZ Kazachstan|LI Liechtenstein|LK Sri Lanka|LT Litouwen;Lithuania
LU Luxemburg;Luxembourg|LV Letland;Latvia|MA Marokko;Morocco|MC Monaco|MD Moldavië|ME Montenegro|MK Noord-Macedonië
MT Malta|MU Mauritius|MX Mexico|MY Maleisië|NG Nigeria|NL Nederland;Netherlands;The Netherlands;Holland
NO Noorwegen;Norway|NZ Nieuw-Zeeland;New Zealand|PE Peru|PH Filipijnen;Philippines|PK Pakistan|PL Polen;Poland
PT Portugal|RO Roemenië;Romania|RS Servië;Serbia|RU Rusland;Russia|SA Saoedi-Arabië|SE Zweden;Sweden|SG Singapore
SI Slovenië;Slovenia|SK Slowakije;Slovakia|SM San Marino|SR Suriname|SX Sint Maarten|TH Thailand|TN Tunesië;Tunisia
TR Turkije;Turkey|TW Taiwan|UA Oekraïne;Ukraine|UG Uganda
US Verenigde Staten;Verenigde Staten van Amerika;VS;United States;USA;U.S.A.;Amerika|UY Uruguay|VA Vaticaanstad
VN Vietnam|ZA Zuid-Afrika;South Africa
"""


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _NAMES.strip().replace("\n", "|").split("|"):
        code, _blank, names = entry.partition(" ")
        found[code.casefold()] = code
        found |= {folded(name): code for name in names.split(";")}
    return found


def _dutch() -> dict[str, str]:
    entries = (entry.partition(" ") for entry in _NAMES.strip().replace("\n", "|").split("|"))
    return {code: names.split(";")[0] for code, _blank, names in entries}


_BY_NAME = _read()
DUTCH_NAMES = _dutch()
"""Names in Dutch, by code."""
_LONGEST_FIRST = sorted((name for name in _BY_NAME if len(name) > 3), key=len, reverse=True)
_IN_PROSE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?!\w)")


def country_of(text: str) -> str | None:
    """The code of a country that is written as a name or a code, in any case; None when it is not recognised."""
    return _BY_NAME.get(folded(text))


def countries_in(text: str) -> tuple[str, ...]:
    """The countries that a text names, each once, in the order of the text."""
    whole = country_of(text)
    if whole:
        return (whole,)
    found = [_BY_NAME[name] for name in _IN_PROSE.findall(folded(text))]
    return tuple(dict.fromkeys(found))
