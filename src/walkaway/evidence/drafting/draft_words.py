"""Word lists of the drafter, as data: who may be a side, what is done to an issue, what says nothing."""

from __future__ import annotations

from ..wordlist import word_set

__all__ = [
    "ACTS", "BEFORE_VERB", "DEGREES", "FUNCTION", "GENERIC", "LEVERS", "LEVER_NOUNS",
    "NOT_SIDES", "NO_SUBJECT", "OBSERVERS", "OFFICES", "RESTRAINTS", "STOPS",
]  # fmt: skip


OFFICES = word_set("""
    president premier prime minister chancellor secretary leader ambassador envoy negotiator negotiators
    spokesman spokeswoman spokesperson governor king queen mayor senator chairman chairwoman chair chief
    head director executive ceo owner owners general delegate representative commissioner boss lawyer
    counsel
""")
OBSERVERS = word_set("""
    analyst analysts expert experts professor researcher researchers fellow scholar historian economist
    economists critic critics observer observers journalist reporter commentator author editor witness
    witnesses resident residents engineer engineers investors diplomats many few several others
    people everyone nobody mediator mediators arbitrator moderator
""")
NOT_SIDES = OBSERVERS | word_set("""
    talks talk strike agreement treaty offer summit deal meeting court report statement plan proposal
    mediator mediators negotiations negotiation question answer day week month year time law resolution
    resolutions accord pact text document news side sides part parts outcome result decision move idea fact
    officials source sources consensus moderator q interviewer host clerk two three four five six seven eight
    nine ten one it this that these those there what who which photo contract package draft ban point points
    thing things war peace
""")
NO_SUBJECT = word_set(
    "i you he she it we they this that these those there who which what one and or but both"
)
RESTRAINTS = word_set("""
    ban bans limit limits cap caps tax taxes tariff tariffs restriction restrictions duties duty sanctions
    embargo embargoes vote referendum claim claims
""")
ACTS = {
    word: act
    for act, forms in {
        "offers": "offered offers offer proposed proposes propose promised promises promise pledged willing "
        "ready prepared",
        "demands": "demanded demands demand wants want wanted insisted insists insist expected expects "
        "sought seeks seek requested requests asked asks urged",
        "refuses": "rejected rejects reject refused refuses refuse dismissed",
        "accepts": "accepted accepts accept agreed agrees agree",
        "threatens": "threatened threatens threaten warned warns",
    }.items()
    for word in forms.split()
}
BEFORE_VERB = word_set("""
    had has have would will also now then not never was were is are been be only again still could can may
    might must should so far already later first reportedly
""")
LEVERS = word_set("""
    lift lifts lifted lifting ease eases eased easing remove removes removed removing relax relaxed suspend
    suspends suspended suspending freeze freezes froze frozen freezing halt halts halted halting stop stops
    stopped stopping end ends ended ending dismantle dismantles dismantled dismantling close closes closed
    closing shut shuts destroy destroyed destroying release releases released releasing withdraw withdraws
    withdrew withdrawn withdrawing return returns returned reopen reopened reopening open opened raise
    raises raised raising cut cuts cutting lower lowered reduce reduces reduced reducing increase increased
    pay pays paid paying extend extended recognise recognised recognize recognized guarantee guaranteed
    repair repaired surrender surrendered disarm disarmed allow allowed allowing inspect inspected declare
    declared buy sell deliver delivered cancel cancelled canceled drop dropped limit limited share shared
    grant granted
""")
LEVER_NOUNS = word_set("""
    removal lifting easing suspension freeze dismantlement dismantling closure release withdrawal relief
    return reopening reduction increase cut cuts rise payment end halt recognition guarantee guarantees
    ceasefire disarmament inspection inspections declaration exchange swap
""")
DEGREES = {
    word: degree
    for degree, forms in enumerate(
        (
            "none nothing no",
            "some part parts partial partially partly limited several few",
            "most massive major large large-scale significant half",
            "all entire entirety entirely full fully complete completely blanket total every whole",
        )
    )
    for word in forms.split()
}
STOPS = word_set("""
    that which who whom whose if but and or because while when where after before until unless as than said
    says say to by at on from within over through with without for since so in into during would will is was
    were are be been has had have could can may might must should did does do he she it they we you i there
    however although though then saying added adding told during against about toward towards
""")
FUNCTION = STOPS | word_set("""
    the a an their its his her our my your this these those of not no never any each more less only up down
    out off back s t own other another new old very too just even also still both either such per
""")
GENERIC = word_set("""
    percent per cent million billion thousand hundred year years month months week weeks day days hour hours
    second seconds dollar dollars euro euros deal offer agreement proposal demand demands position side
    sides part parts full way thing things talks negotiations step steps point points everything something
    nothing kind form number amount activity activities least monday tuesday wednesday thursday friday
    saturday sunday spring summer autumn winter morning evening night term sum january february march april
    may june july august september october november december one two three four five six seven eight nine ten
""")
