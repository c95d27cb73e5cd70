"""How to keep a deal, in words: what a minister needs to know of a schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...analysis.answers import Answers
from ...analysis.path import CarriedOut, Phase, Safeguard, WayToHold
from ...analysis.path.kept_deal import likely_to_pass, signed_deal_of
from ...analysis.signing import signed_words
from ...case import Case, Phasing
from ...case.titles import deal_words
from ...errors import BudgetError
from ...language import listed
from ...numbers import estimate, percent
from ...options import Progress
from ...questions import TABLE
from ..language.people import Person, people
from ..language.phrases import capital, count, of_draws

REMEDIES = {"detection": "seen", "discount": "later value", "bond": "bond", "completed": "what follows"}
"""What can make a step hold, as heads of a table."""
_LEVELS = {
    "detection": "seen: the chance that a breach is seen",
    "discount": "later value: what one of the next period counts today",
    "bond": "bond: what is lost by breaking, on the side's own scale",
    "completed": "what follows: its worth once all is done, on the side's own scale",
}
_BEHIND = {
    "completed": "what follows for it once all is done", "bond": "its bond",
    "escrow": "what lies in escrow until it has acted",
    "undone": "what others would undo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """One phase on the ladder."""

    phase: int
    moves: tuple[str, ...]
    slack: tuple[str, ...]  # of each party
    bars: tuple[tuple[float, float], ...]  # of each party: its begin and length in percent
    exposure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepingScreen:
    """How a deal is kept, as page and terminal show it."""

    found: CarriedOut | None
    words: str
    chance: str
    parties: tuple[Person, ...]
    rungs: tuple[Rung, ...]
    remedies: tuple[str, ...]
    needs: tuple[tuple[str, str, tuple[str, ...]], ...]  # phase, party, levels
    ways: tuple[tuple[str, str, str], ...] = ()  # what, how much, price
    priced: bool = False
    looks: tuple[str, ...] = ()
    deal: str = ""
    backed: str = ""  # what stands behind the last step
    levels: str = ""  # what the columns of the needs mean
    no_way: str = ""  # where nothing that has a price would make all of it hold
    plain: str = ""  # what is assumed, where the case says nothing of how a deal is carried out
    left_out: str = ""  # how many phases are not shown
    needs_left_out: str = ""


MOST_ROWS = 40
"""Most rows of a table of phases that people read; sheets and ``--json`` have all."""
_SIGNED = "the deal that was signed"
"""What a section calls the deal in which the record ends."""

_PLAIN = (
    "The case does not say how a deal is carried out. It is assumed that costs and benefits of a step follow "
    "from the scores, in proportion to how much of it is done, that whoever loses most by a step takes it, "
    "that today the first option of each issue holds, and that nothing follows once all is done."
)
_MOST_CHANGED = 10
"""Issues that the deal of a plain case may change: more take seconds to look for an order of."""


def keep(answers: Answers, progress: Progress | None = None) -> KeepingScreen | None:
    """How the deal of a case is kept, else the one signed or the likeliest; None where there is none."""
    case = answers.case
    deal, what = _which(answers)
    if case.path is None and (not deal or _too_many(case, deal, what)):
        return _said(_too_many(case, deal, what)) if deal else None
    try:
        found: CarriedOut = TABLE["path"](answers, progress=progress)
    except BudgetError as error:
        return _said(f"{error}.")
    if case.path is not None:
        return kept_so(case, found)
    if alone := _alone(case, found, what):
        return _said(alone)
    told = kept_so(case, found)
    return replace(told, words=told.words.replace("the deal", what, 1), plain=_PLAIN)


def _said(words: str) -> KeepingScreen:
    return KeepingScreen(None, words, "", (), (), (), ())


def _which(answers: Answers) -> tuple[dict[str, str], str]:
    """The deal to keep of a case that names none, and what it is: the one signed, else the likeliest."""
    if signed := signed_deal_of(answers):
        return signed, _SIGNED
    unknown = ", which need not be the one that was signed," if signed_words(answers.case) else ""
    likely = likely_to_pass(answers)
    return (likely[0] if likely else {}), f"the likeliest deal{unknown}"


def _too_many(case: Case, deal: Mapping[str, str], what: str) -> str:
    """That the deal of a plain case has too many orders for a page; empty if it has not."""
    changed = Phasing().changed(case.issues, deal)
    if len(changed) <= _MOST_CHANGED:
        return ""
    return (
        f"{capital(what)} changes {count(len(changed), 'issue')}, which can be carried out in more orders "
        "than are gone through for a page. A schedule of your own is checked by walkaway path --schedule."
    )


def _alone(case: Case, found: CarriedOut, what: str) -> str:
    """That nothing is exchanged step by step in the deal of a plain case; empty if something is."""
    acting = {move.by for phase in found.schedule for move in phase.moves}
    if len(acting) > 1:
        return ""
    if not acting:
        return f"{capital(what)} leaves everything as it is today: there is nothing to carry out."
    return (
        f"Only {case.label(*acting)} acts in {what.removesuffix(',')}, as the scores have it: nobody "
        "waits for anybody, and nothing is exchanged step by step."
    )


def kept_so(case: Case, found: CarriedOut) -> KeepingScreen:
    """A deal as it is carried out, in words and rows."""
    crowd = people(case)
    parties = tuple(crowd[who] for who in case.parties)
    chance = ""
    if found.method.realisation == "draws" and found.schedule:
        chance = (
            f"It holds in {of_draws(found.probability, found.error)}; over all ranges: {found.certainty}."
        )
    if found.refused_by and not signed_words(case):
        refusing = listed(map(case.label, found.refused_by))
        chance = f"{chance} As judged, {refusing} would not sign the deal.".strip()
    remedies = tuple(remedy for remedy in REMEDIES if any(remedy in item.needs for item in found.safeguards))
    needs = tuple(
        (str(item.phase), case.label(item.party), tuple(_level(item, remedy) for remedy in remedies))
        for item in found.safeguards[:MOST_ROWS]
    )
    enough = any(way.amount is not None for way in found.ways)
    return KeepingScreen(
        found, keeping_words(case, found), chance, parties, _rungs(case, found),
        tuple(REMEDIES[remedy] for remedy in remedies), needs,
        ways=tuple(_ways(case, found)) if enough else (),
        priced=any(way.price is not None for way in found.ways), looks=tuple(_looks(case, found)),
        deal=deal_words(case, found.deal), backed=backed_words(case, found), levels=_levels(remedies),
        no_way="" if enough or not found.ways else no_way_words(case, found),
        left_out=_left_out(len(found.schedule), "phase"),
        needs_left_out=_left_out(len(found.safeguards), "step"),
    )  # fmt: skip


def _rungs(case: Case, found: CarriedOut) -> tuple[Rung, ...]:
    parties = tuple(case.parties)
    reach = {
        who: max((abs(end) for phase in found.schedule for end in _ends(phase.slack[who])), default=0.0)
        or 1.0
        for who in parties
    }
    return tuple(
        Rung(
            phase.phase,
            tuple(move_words(case, phase)),
            tuple(_slack(phase, who) for who in parties),
            tuple(_bar(phase.slack, who, reach[who]) for who in parties),
            tuple(estimate(phase.exposure[who]) for who in parties),
        )
        for phase in found.schedule[:MOST_ROWS]
    )


def _left_out(rows: int, what: str) -> str:
    """How many rows of a long table are not shown, and where they are; empty where all are."""
    more = rows - MOST_ROWS
    return (
        f"And {count(more, what)} more: walkaway path gives all in --json, --csv and --xlsx."
        if more > 0
        else ""
    )


def _ends(slack: float | tuple[float, float]) -> tuple[float, float]:
    return slack if isinstance(slack, tuple) else (min(slack, 0.0), max(slack, 0.0))


def _bar(slack: Mapping[str, float | tuple[float, float]], who: str, reach: float) -> tuple[float, float]:
    """From the least to the largest slack, or from 0 to it, on a line whose middle is 0."""
    low, high = _ends(slack[who])
    start, end = (round(50 + 50 * x / reach, 2) for x in (low, high))
    return start, max(round(end - start, 2), 1.0)


def move_words(case: Case, phase: Phase) -> list[str]:
    """Who does what in a phase: ``North: 25 % of Reactor and Inventory``."""
    alike: dict[tuple[str, str], list[str]] = {}
    for move in phase.moves:
        alike.setdefault((move.by, _share(move.share)), []).append(case.issue_label(move.issue))
    return [f"{case.label(by)}: {share}{listed(issues)}" for (by, share), issues in alike.items()]


def _share(share: float) -> str:
    """A share before the name of what it is of; nothing for the whole."""
    return "" if share == 1 else f"{percent(share)} of " if share > 0 else f"undoes {percent(-share)} of "


def _slack(phase: Phase, who: str) -> str:
    """The slack of a party in a phase, or its ends."""
    slack = phase.slack[who]
    ends = slack if isinstance(slack, tuple) else (slack,)
    return " to ".join(dict.fromkeys(map(estimate, ends)))


def _level(item: Safeguard, remedy: str) -> str:
    """The level of a safeguard that would be enough; a dash where none is."""
    level = item.needs.get(remedy)
    return "–" if level is None else estimate(level)


def keeping_words(case: Case, found: CarriedOut) -> str:
    """One paragraph: whether the deal keeps itself, who would break it where, and what would stop that."""
    if not found.schedule:
        return f"{found.proof}."
    phases = count(len(found.schedule), "phase")
    # what follows is then not so whatever the judgements are
    central = "on the central judgements, " if found.certainty == "possible" else ""
    if found.verdict == "holds":
        return (
            f"{central}carried out in {phases}, the deal keeps itself: in each phase every side has more to "
            "lose from breaking it off than it would save by holding back its part."
        )
    broken = found.breaks
    assert broken is not None  # whatever does not hold breaks somewhere
    who = case.label(broken.by)
    if found.verdict == "unbacked":
        start = f"{central}carried out in {phases}, the deal does not keep itself"
        start = f"{start}: nothing stands behind its last step"
        return f"{start}, so {who} would hold it back, and with it all steps before unravel."
    lead, first = "no schedule of the deal keeps itself", "even the best breaks"
    if found.given:
        lead, first = "this schedule does not hold", "it breaks"
    elif found.verdict == "breaks":
        lead, first = "no schedule that keeps itself was found", "the best that was found breaks"
    enough = _enough(case, found)
    gains = f"where {who} gains by {broken.how or 'holding back'}"
    return f"{central}{lead}: {first} in phase {broken.phase}, {gains}.{enough}{_one_sided(case, found)}"


def _one_sided(case: Case, found: CarriedOut) -> str:
    """That only one side acts; empty where more do."""
    acting = {move.by for phase in found.schedule for move in phase.moves}
    return (
        f" Only {case.label(*acting)} acts in it: nothing is given in exchange." if len(acting) == 1 else ""
    )


def backed_words(case: Case, found: CarriedOut) -> str:
    """What stands behind the last step of a schedule that holds, for each who acts in it."""
    told = [
        f"{case.label(who)} loses nothing by it, so that nothing need stand behind it"
        if why == ("liked",)
        else f"by holding back {case.label(who)} would lose {listed(_lost(case, who, name) for name in why)}"
        for who, why in found.backed_by.items()
    ]
    return f"The last step: {'; '.join(told)}." if told else ""


def _lost(case: Case, who: str, name: str) -> str:
    """What a side would lose, by the name that it has in an answer; of guarantors by theirs."""
    if name != "guarantor" or case.path is None:
        return _BEHIND[name]
    said = {
        id_: one for id_, one in case.path.guarantors.items() if one.for_ == who and one.takes.central > 0
    }
    return f"what {listed([one.title or case.label(id_) for id_, one in said.items()])} would take from it"


def _levels(remedies: Sequence[str]) -> str:
    """What would be enough at each step, with what the columns mean."""
    means = f" ({'; '.join(_LEVELS[remedy] for remedy in remedies)})" if remedies else ""
    return f"For each step that fails, what would make that step hold, each alone{means}"


def no_way_words(case: Case, found: CarriedOut) -> str:
    """That no safeguard with a price makes a whole schedule hold, and whether what follows would."""
    said = "More inspections, smaller steps, a bond or a guarantor, each alone, would not make all of it hold"
    least: dict[str, float] = {}
    for item in found.safeguards:
        if "completed" not in item.needs:
            return f"{said}."
        least[item.party] = max(least.get(item.party, 0.0), item.needs["completed"])
    parts = listed([f"{estimate(worth)} to {case.label(who)}" for who, worth in least.items()])
    return f"{said}; what follows once all is done would, if it were worth {parts}."


WAYS = {
    "inspection": "more inspections", "phase": "smaller steps, or another order", "bond": "a bond",
    "guarantor": "a guarantor",
}  # fmt: skip
"""Safeguards for a whole schedule."""


def _ways(case: Case, found: CarriedOut) -> list[tuple[str, str, str]]:
    """Each safeguard for the whole schedule: what it is, how much of it, and its price."""
    return [(WAYS[way.kind], _amount(case, way), _price(way.price)) for way in found.ways]


def _amount(case: Case, way: WayToHold) -> str:
    if way.amount is None:
        return "never enough alone"
    if way.kind == "phase":
        return count(round(way.amount), "phase") + " more" if way.amount else "as many phases"
    shares = "; ".join(f"{case.label(who)} {estimate(more)}" for who, more in way.by.items())
    if way.kind in ("bond", "guarantor"):
        return f"{shares}, on {'their own scales' if len(way.by) > 1 else 'its own scale'}"
    return f"{estimate(way.amount)}: {shares}" if len(way.by) > 1 else shares


def _price(price: float | tuple[float, float] | None) -> str:
    ends = price if isinstance(price, tuple) else () if price is None else (price,)
    return " to ".join(map(estimate, ends)) or "–"


def _looks(case: Case, found: CarriedOut) -> list[str]:
    """What looking at sites sees, and what a list of them would change: a sentence for each step."""
    told = []
    for look in found.looks:
        lists = "".join(
            f"; with {case.issue_label(one.issue)} – {case.option_label(one.issue, one.option)} "
            f"{estimate(one.sites)} are left, and it is {percent(one.seen)}"
            for one in look.lists
        )
        what = case.issue_label(look.issue)
        told.append(
            f"{what}, {estimate(look.inspected)} of {estimate(look.sites)} sites looked at: a breach is seen "
            f"in {percent(look.seen)} of cases{lists}."
        )
    return told


def _enough(case: Case, found: CarriedOut) -> str:
    """The safeguards that would be enough at every step that fails."""
    failing = found.safeguards
    words = {
        "detection": "breaches that are seen more surely",
        "bond": "a bond or a guarantor",
        "completed": "a relationship worth keeping once all is done",
        "discount": "more patience",
    }
    common = [
        text for remedy, text in words.items() if failing and all(remedy in item.needs for item in failing)
    ]
    if not (common and failing):
        return " No single safeguard would be enough at every step."
    return f" What would make it hold: {' or '.join(common)}."
