"""Words that attribute: verbs by their base form, nouns, position cues. General English only, as data."""

from __future__ import annotations

import re
from typing import Final

from ..wordlist import word_set

SAYING: Final = word_set("""
    say tell state announce claim assert argue add note explain insist declare report reply respond
    answer comment remark observe write tweet post warn predict suggest acknowledge admit concede
    confirm deny contend maintain allege testify emphasize emphasise stress reiterate repeat
    conclude caution complain quip joke proclaim mention disclose reveal hint imply indicate
    estimate theorize theorise speculate lament counter continue recount recall assure inform advise
    affirm reaffirm aver opine posit quote read charge retort joke muse vow pledge promise threaten
    propose recommend urge demand ask boast exclaim forecast describe conclude stipulate attest
    certify clarify elaborate interject remind order instruct direct implore
""")
"""Verbs that report speech."""

SPEECH: Final = word_set("""
    say tell state add explain reply respond comment remark write tweet note declare announce argue
    claim insist warn continue quip joke answer observe ask read testify retort exclaim counter muse
    conclude boast recall
""")
"""Verbs that may follow or stand inside the words they report: '…, she said.'"""

THINKING: Final = word_set("""
    think believe know feel hope fear doubt suspect realize realise understand assume imagine guess
    wish wonder agree recognize recognise consider decide learn expect remember notice worry find
    mean judge reckon figure accept dispute anticipate dream calculate bet
""")
"""Verbs of thought; they attribute when a clause follows."""

UNNAMED: Final = re.compile(
    r"(?:not )?(?:to )?(?:be (?:named|identified|quoted)|remain anonymous)\b", re.IGNORECASE
)
"""What a source asks of a reporter, and no side of another."""

SHOWING: Final = word_set("show prove demonstrate establish find signal illustrate")
"""Verbs of evidence: a study shows."""

DENYING: Final = word_set("deny reject refute dispute contradict rebut refuse decline")
DOUBTING: Final = word_set("doubt question disbelieve")
NEGATIONS: Final = word_set(
    "not n't never no nobody none neither nor hardly scarcely few cannot without nothing t nt"
)
HEDGES: Final = word_set(
    "may might could perhaps possibly probably presumably likely maybe apparently reportedly unlikely"
)

REPORT_NOUNS: Final = word_set("""
    claim claims statement belief view conviction hope hopes consensus opinion argument warning
    promise pledge assertion allegation allegations suggestion conclusion fear fears worry concern
    concerns assurance assurances prediction accusation accusations contention notion idea theory
    admission announcement confirmation declaration denial testimony complaint complaints insistence
    impression sense feeling understanding rumour rumours rumor rumors expectation expectations
    sentiment doubt doubts suspicion remark remarks comment comments reminder verdict line message
    position stance regret dismay anger support criticism demand demands call calls appeal plea request
""")
"""Nouns that attribute when a that-clause follows: the claim that …"""

ACCOUNT_NOUNS: Final = word_set("""
    account answer reply response statement telling version words view reading analysis report
    description recollection memoir testimony explanation
""")
"""Nouns for what somebody said: *the union's answer*, *by her account*."""

POSITION_NOUNS: Final = word_set("""
    conviction commitment demand demands offer hope hopes refusal insistence willingness
    unwillingness pledge proposal position desire goal goals aim aims intention readiness opposition
    requirement condition reluctance objection objections promise vow threat expectation
    expectations aspiration aspirations ambition ambitions request requests bid red-line
""")


_IRREGULAR: Final = {
    forms.split()[0]: forms
    for forms in """
    say says said saying; tell tells told telling; write writes wrote written writing; think thinks thought
    thinking; know knows knew known knowing; feel feels felt feeling; understand understands understood
    understanding; find finds found finding; mean means meant meaning; learn learns learned learnt learning;
    show shows showed shown showing; read reads read reading; seek seeks sought seeking; bet bets bet
    betting; put puts putting; make makes made making; dream dreams dreamed dreamt dreaming; forecast
    forecasts forecast forecasting; plan plans planned planning; quip quips quipped quipping; commit
    commits committed committing; prefer prefers preferred preferring; admit admits admitted admitting;
    rebut rebuts rebutted rebutting; undertake undertakes undertook undertaken undertaking; signal signals
    signaled signalled signaling signalling
    """.strip().split("; ")
}


def inflections(base: str) -> tuple[str, ...]:
    """All forms of a verb."""
    if base in _IRREGULAR:
        return tuple(_IRREGULAR[base].split())
    if base.endswith("y") and base[-2] not in "aeiou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    if base.endswith("e"):
        return (base, base + "s", base + "d", base[:-1] + "ing")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return (base, third, base + "ed", base + "ing")


FORMS_OF: Final = {
    base: inflections(base) for base in sorted(SAYING | THINKING | SHOWING | DENYING | DOUBTING)
}
_ASCRIBING: Final = word_set("""
    call dub label brand describe characterize characterise depict portray dismiss denounce condemn decry
    deride mock ridicule praise hail laud criticize criticise slam blast assail accuse blame fault credit
    thank congratulate commend rebuke welcome
""")
ASCRIBING: Final = frozenset(form for base in _ASCRIBING for form in inflections(base))
"""Every form of the verbs that say something of a thing without a clause: 'called it a disgrace'."""

PHRASES: Final = {
    f"{form} {behind}": base
    for verb, behind, base in (
        ("put", "it", "say"), ("point", "out", "say"), ("make", "clear", "say"), ("rule", "out", "deny")
    )
    for form in inflections(verb)
}  # fmt: skip
"""Two words that are one verb that attributes, and the one it counts as: *put it*, *rule out*."""

VERB_FORMS: Final = {form: base for base, forms in FORMS_OF.items() for form in forms}
"""Every form of every cue verb, and its base form."""
