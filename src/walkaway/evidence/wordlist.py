"""Words of general English that more than one reader needs, and how a set of words is written."""

from __future__ import annotations

import re
from typing import Final


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once.

    Examples
    --------
    >>> sorted(word_set("mr mrs dr mr"))
    ['dr', 'mr', 'mrs']
    """
    return frozenset(words.split())


def one_of(words: str) -> str:
    """A pattern of alternatives, set apart by two spaces or a new line.

    Examples
    --------
    >>> one_of("up next  read more")
    '(?:up next|read more)'
    """
    return "(?:" + "|".join(re.split(r"\s{2,}", words.strip())) + ")"


TITLES: Final = word_set("""
    mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor
    king queen prince princess senator sen representative rep congressman congresswoman governor gov
    general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm commander
    judge justice secretary ambassador envoy chairman chairwoman chair director chief spokesman
    spokeswoman spokesperson speaker leader foreign defense defence interior finance deputy former
    acting officer pope bishop archbishop cardinal rabbi imam ayatollah sheikh father sister brother
    rev reverend mayor councillor councilman inspector detective coach manager analyst opposition
    ceo cfo premier dictator commissioner superintendent constable attorney
""")
"""Words before a name that are not part of it."""
MISTER: Final = word_set("mr mrs ms miss sir lord lady dame")
"""Those of them that tell no office."""
FULL_STOP: Final = (
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bNo)(?<!\bGen)(?<!\bCapt)(?<!\b[A-Z])[.!?]"
)
"""A pattern of a mark that ends a sentence and no abbreviation before a name."""

ROLE_NOUNS: Final = word_set("""
    analyst expert experts researcher professor director fellow spokesman spokeswoman spokesperson
    president minister secretary officer official adviser advisor author editor reporter
    correspondent lawyer attorney economist scientist historian leader chief head manager executive
    chairman chairwoman chair founder cofounder co-founder scholar lecturer specialist consultant
    strategist diplomat ambassador envoy negotiator commander general judge senator representative
    congressman congresswoman governor mayor coach captain player student teacher doctor engineer
    activist campaigner organizer organiser coordinator member partner principal associate assistant
    commissioner inspector detective sergeant superintendent curator critic columnist journalist
    broker trader investor banker developer owner resident farmer worker nurse physician
    psychologist biologist physicist chemist ecologist geologist meteorologist climatologist
    epidemiologist sociologist
""")

ORGANISATIONS: Final = word_set("""
    center centre group university institute institution college school site company corporation
    corp inc foundation council agency department ministry bank association union party news times
    post newspaper magazine network service society league federation commission committee board
    office church hospital museum club team firm consultancy organization organisation
    administration project program programme bureau house parliament senate congress army navy
    police force court fund trust laboratory lab academy studio studios website government
""")
"""Last words of the names of organisations."""

FIRST_PERSON: Final = word_set("i we my our me us")
WEEKDAYS: Final = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS: Final = word_set(
    "january february march april may june july august september october november december"
)
MONTH: Final = rf"(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in sorted(MONTHS))}|sept)"
"""A pattern of their names, whole or short, in small letters."""
DATES: Final = WEEKDAYS | MONTHS
"""Days and months."""

NO_END: Final = word_set("""
    the a an of in on at by for from with to into and or but that which who whose as if because while
    than very is are was were be been has have had do does did will would can could may might must shall
    should not its their his her my our your this these those some any no every each about between among
    under over such
""")
"""Words that end no sentence; the tagger of sentence starts was trained with just these."""

COUNTRIES: Final[dict[str, tuple[str, str]]] = {
    "us": ("United States", "united states|u s|usa|american|americans|america|washington|white house"),
    "dprk": ("North Korea", "north korea|north korean|north koreans|dprk|pyongyang"),
    "rok": ("South Korea", "south korea|south korean|south koreans|seoul"),
    "china": ("China", "china|chinese|beijing"),
    "russia": ("Russia", "russia|russian|russians|moscow|kremlin"),
    "ukraine": ("Ukraine", "ukraine|ukrainian|ukrainians|kyiv|kiev"),
    "uk": ("United Kingdom", "united kingdom|u k|britain|british|downing street|london"),
    "eu": ("European Union", "european union|e u|brussels|european commission"),
    "france": ("France", "france|french|elysee|paris"),
    "germany": ("Germany", "germany|german|germans|berlin"),
    "italy": ("Italy", "italy|italian|italians|rome"),
    "spain": ("Spain", "spain|spanish|madrid"),
    "poland": ("Poland", "poland|warsaw|polish"),
    "hungary": ("Hungary", "hungary|hungarian|budapest"),
    "austria": ("Austria", "austria|austrian"),
    "sweden": ("Sweden", "sweden|swedish|stockholm"),
    "norway": ("Norway", "norway|norwegian|oslo"),
    "finland": ("Finland", "finland|finnish|helsinki"),
    "denmark": ("Denmark", "denmark|danish|copenhagen"),
    "netherlands": ("Netherlands", "netherlands|dutch"),
    "belgium": ("Belgium", "belgium|belgian"),
    "ireland": ("Ireland", "ireland|irish|dublin"),
    "greece": ("Greece", "greece|greek|greeks|athens"),
    "turkey": ("Turkey", "turkey|turkish|ankara|turks"),
    "iran": ("Iran", "iran|iranian|iranians|tehran"),
    "iraq": ("Iraq", "iraq|iraqi|iraqis|baghdad"),
    "israel": ("Israel", "israel|israeli|israelis|jerusalem"),
    "palestinians": ("Palestinians", "palestinian|palestinians|palestinian authority|ramallah"),
    "hamas": ("Hamas", "hamas"),
    "egypt": ("Egypt", "egypt|egyptian|egyptians|cairo"),
    "syria": ("Syria", "syria|syrian|syrians|damascus"),
    "lebanon": ("Lebanon", "lebanon|lebanese|beirut"),
    "saudi-arabia": ("Saudi Arabia", "saudi arabia|saudi|saudis|riyadh"),
    "yemen": ("Yemen", "yemen|yemeni|houthi|houthis"),
    "india": ("India", "india|indian|indians|new delhi|delhi"),
    "pakistan": ("Pakistan", "pakistan|pakistani|islamabad"),
    "afghanistan": ("Afghanistan", "afghanistan|afghan|taliban|kabul|afghans"),
    "japan": ("Japan", "japan|japanese|tokyo"),
    "taiwan": ("Taiwan", "taiwan|taiwanese|taipei"),
    "vietnam": ("Vietnam", "vietnam|vietnamese"),
    "australia": ("Australia", "australia|australian|canberra|australians"),
    "canada": ("Canada", "canada|canadian|canadians|ottawa"),
    "mexico": ("Mexico", "mexico|mexican|mexicans"),
    "cuba": ("Cuba", "cuba|cuban|cubans|havana"),
    "venezuela": ("Venezuela", "venezuela|venezuelan|caracas"),
    "colombia": ("Colombia", "colombia|colombian|farc|bogota"),
    "brazil": ("Brazil", "brazil|brazilian"),
    "argentina": ("Argentina", "argentina|argentine"),
    "panama": ("Panama", "panama|panamanian"),
    "ethiopia": ("Ethiopia", "ethiopia|ethiopian|addis"),
    "sudan": ("Sudan", "sudan|sudanese|khartoum"),
    "south-africa": ("South Africa", "south africa|south african|pretoria"),
    "nigeria": ("Nigeria", "nigeria|nigerian|abuja"),
    "armenia": ("Armenia", "armenia|armenian|yerevan"),
    "azerbaijan": ("Azerbaijan", "azerbaijan|azerbaijani|baku"),
    "georgia": ("Georgia", "tbilisi"),
    "serbia": ("Serbia", "serbia|serbian|belgrade"),
    "kosovo": ("Kosovo", "kosovo|pristina"),
    "cyprus": ("Cyprus", "cyprus|cypriot|nicosia"),
}
"""Id → title and forms, as bare lower-case tokens; a person adds and corrects in the case file."""

COUNTRY_FORMS: Final = {form: key for key, (_, forms) in COUNTRIES.items() for form in forms.split("|")}
"""Form → id."""

PLACES: Final = frozenset(COUNTRY_FORMS) | {title.lower() for title, _ in COUNTRIES.values()}
"""Every form and title, in small letters."""
