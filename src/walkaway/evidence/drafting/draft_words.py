"""Word lists of the drafter, as data: who may be a side, what is done to an issue, what says nothing."""

from __future__ import annotations

__all__ = [
    "ACTS", "BEFORE_VERB", "COUNTRIES", "DEGREES", "FUNCTION", "GENERIC", "LEVERS", "LEVER_NOUNS",
    "NOT_SIDES", "NO_SUBJECT", "OBSERVERS", "OFFICES", "RESTRAINTS", "STOPS", "words",
]  # fmt: skip


def words(text: str) -> frozenset[str]:
    """A set of words written in one text."""
    return frozenset(text.split())


COUNTRIES: dict[str, tuple[str, str]] = {
    "us": ("United States", "united states|u s|usa|american|americans|america|washington|white house"),
    "dprk": ("North Korea", "north korea|north korean|north koreans|dprk|pyongyang"),
    "rok": ("South Korea", "south korea|south korean|south koreans|seoul"),
    "china": ("China", "china|chinese|beijing"),
    "russia": ("Russia", "russia|russian|russians|moscow|kremlin"),
    "ukraine": ("Ukraine", "ukraine|ukrainian|ukrainians|kyiv|kiev"),
    "uk": ("United Kingdom", "united kingdom|u k|britain|british|downing street"),
    "eu": ("European Union", "european union|e u|brussels|european commission"),
    "france": ("France", "france|french|elysee"),
    "germany": ("Germany", "germany|german|germans"),
    "italy": ("Italy", "italy|italian|italians"),
    "spain": ("Spain", "spain|spanish"),
    "poland": ("Poland", "poland|warsaw"),
    "greece": ("Greece", "greece|greek|greeks|athens"),
    "turkey": ("Turkey", "turkey|turkish|ankara"),
    "iran": ("Iran", "iran|iranian|iranians|tehran"),
    "iraq": ("Iraq", "iraq|iraqi|iraqis|baghdad"),
    "israel": ("Israel", "israel|israeli|israelis"),
    "palestinians": ("Palestinians", "palestinian|palestinians|palestinian authority|ramallah"),
    "hamas": ("Hamas", "hamas"),
    "egypt": ("Egypt", "egypt|egyptian|egyptians|cairo"),
    "syria": ("Syria", "syria|syrian|syrians|damascus"),
    "lebanon": ("Lebanon", "lebanon|lebanese|beirut"),
    "saudi-arabia": ("Saudi Arabia", "saudi arabia|saudi|saudis|riyadh"),
    "yemen": ("Yemen", "yemen|yemeni|houthi|houthis"),
    "india": ("India", "india|indian|indians|new delhi"),
    "pakistan": ("Pakistan", "pakistan|pakistani|islamabad"),
    "afghanistan": ("Afghanistan", "afghanistan|afghan|taliban|kabul"),
    "japan": ("Japan", "japan|japanese|tokyo"),
    "taiwan": ("Taiwan", "taiwan|taiwanese|taipei"),
    "vietnam": ("Vietnam", "vietnam|vietnamese"),
    "australia": ("Australia", "australia|australian|canberra"),
    "canada": ("Canada", "canada|canadian|canadians|ottawa"),
    "mexico": ("Mexico", "mexico|mexican|mexicans"),
    "cuba": ("Cuba", "cuba|cuban|cubans|havana"),
    "venezuela": ("Venezuela", "venezuela|venezuelan|caracas"),
    "colombia": ("Colombia", "colombia|colombian|farc"),
    "brazil": ("Brazil", "brazil|brazilian"),
    "argentina": ("Argentina", "argentina|argentine"),
    "panama": ("Panama", "panama|panamanian"),
    "ethiopia": ("Ethiopia", "ethiopia|ethiopian"),
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

OFFICES = words(
    """president premier prime minister chancellor secretary leader ambassador envoy negotiator negotiators
    spokesman spokeswoman spokesperson governor king queen mayor senator chairman chairwoman chair chief head
    director executive ceo owner owners general delegate representative commissioner boss lawyer counsel"""
)
OBSERVERS = words(
    """analyst analysts expert experts professor researcher researchers fellow scholar historian economist
    economists critic critics observer observers journalist reporter commentator author editor witness
    witnesses resident residents engineer engineers investor investors diplomats many few several others
    people everyone nobody"""
)
NOT_SIDES = OBSERVERS | words(
    """talks talk strike agreement treaty offer summit deal meeting court report statement plan proposal
    mediator mediators negotiations negotiation question answer day week month year time law resolution
    resolutions accord pact text document news side sides part parts outcome result decision move idea fact
    officials source sources consensus two three four five six seven eight nine ten one it this that these
    those there what who which photo contract package draft ban point points thing things war peace"""
)
NO_SUBJECT = words("i you he she it we they this that these those there who which what one and or but both")
RESTRAINTS = words(
    """ban bans limit limits cap caps tax taxes tariff tariffs restriction restrictions duties duty sanctions
    embargo embargoes vote referendum claim claims"""
)
ACTS: dict[str, str] = {
    **dict.fromkeys(words("offered offers offer proposed proposes propose promised promises promise pledged"),
                    "offers"),
    **dict.fromkeys(words("demanded demands demand wants want wanted insisted insists insist expected "
                          "expects sought seeks seek requested requests asked asks urged"), "demands"),
    **dict.fromkeys(words("rejected rejects reject refused refuses refuse dismissed"), "refuses"),
    **dict.fromkeys(words("accepted accepts accept agreed agrees agree"), "accepts"),
    **dict.fromkeys(words("threatened threatens threaten warned warns"), "threatens"),
    **dict.fromkeys(words("willing ready prepared"), "offers"),
}  # fmt: skip
BEFORE_VERB = words("had has have would will also now then not never was were is are been be only again "
                    "still could can may might must should so far already later first "
                    "reportedly")  # fmt: skip
LEVERS = words(
    """lift lifts lifted lifting ease eases eased easing remove removes removed removing relax relaxed suspend
    suspends suspended suspending freeze freezes froze frozen freezing halt halts halted halting stop stops
    stopped stopping end ends ended ending dismantle dismantles dismantled dismantling close closes closed
    closing shut shuts destroy destroyed destroying release releases released releasing withdraw withdraws
    withdrew withdrawn withdrawing return returns returned reopen reopened reopening open opened raise raises
    raised raising cut cuts cutting lower lowered reduce reduces reduced reducing increase increased pay pays
    paid paying extend extended recognise recognised recognize recognized guarantee guaranteed repair repaired
    surrender surrendered disarm disarmed allow allowed allowing inspect inspected declare
    declared
    buy sell deliver delivered cancel cancelled canceled drop dropped limit limited share shared grant
    granted"""
)
LEVER_NOUNS = words(
    """removal lifting easing suspension freeze dismantlement dismantling closure release withdrawal relief
    return reopening reduction increase cut cuts rise payment end halt recognition guarantee guarantees
    ceasefire disarmament inspection inspections declaration exchange swap"""
)
DEGREES: dict[str, int] = {
    **dict.fromkeys(words("none nothing no"), 0),
    **dict.fromkeys(words("some part parts partial partially partly limited several few"), 1),
    **dict.fromkeys(words("most massive major large large-scale significant half"), 2),
    **dict.fromkeys(words("all entire entirety entirely full fully complete completely blanket total every "
                          "whole"), 3),
}  # fmt: skip
STOPS = words(
    """that which who whom whose if but and or because while when where after before until unless as than said
    says say to by at on from within over through with without for since so in into during would will is was
    were are be been has had have could can may might must should did does do he she it they we you i there
    however although though then saying added adding told during against about toward towards"""
)
FUNCTION = STOPS | words(
    """the a an their its his her our my your this these those of not no never any each more less only up
    down out
    off back s t own other another new old very too just even also still both either such per"""
)
GENERIC = words(
    """percent per cent million billion thousand hundred year years month months week weeks day days hour
    hours
    second seconds dollar dollars euro euros deal offer agreement proposal demand demands position side sides
    part parts full way thing things talks negotiations step steps point points everything something nothing
    kind form number amount activity activities least monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september
    october
    november december one two three four five six seven eight nine ten"""
)
