"""Word lists of the drafter, as data: who may be a side, what is done to an issue, what says nothing."""

from __future__ import annotations

from ..speech.likeness import PART, WHOLE
from ..wordlist import word_set

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
BODIES = word_set("""
    city union board council association committee federation county club ministry front alliance
    authority agency guild league
""")
ROLES = word_set("""
    company investor investors founders landlord tenant lessor lessee seller buyer vendor purchaser licensor
    licensee lender borrower supplier customer contractor client owner employer union
""")
NO_SUBJECT = word_set(
    "i you he she it we they this that these those there who which what one and or but both"
)
LEVER_NOUNS = word_set("""
    removal lifting easing suspension freeze dismantlement dismantling closure release withdrawal relief
    return reopening reduction increase cut cuts rise payment end halt recognition guarantee guarantees
    ceasefire disarmament inspection inspections declaration exchange swap sale transfer
""")
DEALS = word_set("""
    treaty deal accord agreement pact contract settlement idea plan proposal suggestion notion offer terms
    text draft package compromise document paper version arrangement
""")
"""What a deal is called as a whole, and whatever is put forward."""
PROCEEDS = word_set("money proceeds revenue revenues profit profits income takings")
"""What comes *from* something, which is the issue."""
MEDIATORS = word_set("""
    mediator mediators arbitrator moderator facilitator conciliator
""")
DEGREES = {
    **dict.fromkeys(("none", "nothing", "no"), 0),
    **dict.fromkeys(PART, 1),
    **dict.fromkeys(word_set("most massive major large large-scale significant half"), 2),
    **dict.fromkeys(WHOLE, 3),
}
FUNCTION = word_set("""
    that which who whom whose if but and or because while when where after before until unless as than said
    says say to by at on from within over through with without for since so in into during would will is was
    were are be been has had have could can may might must should did does do he she it they we you i there
    however although though then saying added adding told during against about toward towards
    the a an their its his her our my your this these those of not no never any each more less only up down
    out off back s t own other another new old very too just even also still both either such per
""")
GENERIC = word_set("""
    percent per cent million billion thousand hundred year years month months week weeks day days hour hours
    second seconds dollar dollars euro euros deal offer agreement proposal demand demands position side
    sides part parts full way thing things talks negotiations step steps point points everything something
    nothing kind form matter matters number amount activity activities least monday tuesday wednesday thursday
    friday saturday sunday spring summer autumn winter morning evening night term sum january february march
    april may june july august september october november december one two three four five six seven eight
    nine ten anything table whole rest remainder metre metres kilometre kilometres mile miles acre acres
    hectare hectares tonne tonnes ton tons litre litres crown crowns pence cubic square nautical
""")
