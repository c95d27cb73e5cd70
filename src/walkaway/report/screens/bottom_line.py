"""Results → plain sentences: the bottom line of any case.

Three or four sentences, made from the answers alone: the verdict and how likely it is, the main reason the
results support, the deal that comes nearest and what would have to be true for it, and how much of the input
rests on words that somebody else can check.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.answers import Answers
from ...analysis.why.signed import signed_words
from ...analysis.zone.conditions import Condition
from ...analysis.zone.likely import Likely, LikelyDeal
from ...case import Case
from ...case.titles import Place, place_of
from ...language import counted
from ...numbers import estimates, lower_limit, number, percent, upper_limit
from ..language.phrases import count, listed, of_draws, of_hundred, plus_minus, sentence
from ..language.rules import rule_words, who_signs
from .least_willing import least_willing
from .ledger import Ledger
from .standing import Standing, main_issues

__all__ = ["BottomLine", "bottom_line", "condition_words", "short_deal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    """The bottom line.

    Attributes
    ----------
    sentences : tuple of str
        Verdict, with which act the record ends in a deal if it does, reason, best deal, ground.
    certain, possible, impossible : int or None
        How many deals; ``possible`` without the certain ones. None where the deals were not counted.
    """

    sentences: tuple[str, ...]
    certain: int | None
    possible: int | None
    impossible: int | None

    @property
    def counted(self) -> bool:
        """Whether the deals were counted, so that a bar can be drawn."""
        return self.certain is not None

    @property
    def total(self) -> int:
        """All deals that can be carried out."""
        return (self.certain or 0) + (self.possible or 0) + (self.impossible or 0)


def bottom_line(answers: Answers, ledger: Ledger, standing: Standing) -> BottomLine:
    """Say the result in three or four sentences.

    Parameters
    ----------
    answers : Answers
    ledger : Ledger
    standing : Standing

    Returns
    -------
    BottomLine
    """
    zone = answers.zone
    certain, possible, impossible = zone.everyone.certain, zone.everyone.possible, None
    if certain is not None and possible is not None and zone.deals is not None:
        impossible, possible = zone.deals - possible, possible - certain
    ended, ground = signed_words(answers.case), _ground(answers, ledger)
    unseen = sentence(answers.refusals["zone"]) if "zone" in answers.refusals else ""
    parts = (_verdict(answers), unseen, ended, _reason(answers, standing), _best(answers), ground)
    return BottomLine(
        sentences=tuple(part for part in parts if part),
        certain=certain,
        possible=possible,
        impossible=impossible,
    )


def _verdict(answers: Answers) -> str:
    zone, they = answers.zone, who_signs(answers)
    if zone.verdict == "impossible":
        return _no_deal(answers, they)
    if answers.exact:
        return _exact_verdict(answers, they)
    if zone.verdict == "certain":
        known = zone.everyone.certain
        many = "" if known is None else f": {_passing(known, zone.deals)} in every case"
        room = f"There is room for a deal that {they} would sign"
        return sentence(f"{room}, whatever the uncertain judgements turn out to be{many}")
    share, error = zone.everyone.probability, zone.everyone.error
    if share == 0:
        return (
            f"A deal is all but out of reach: one that {they} would sign cannot be ruled out, but none "
            f"turned up in {counted(zone.method.draws or answers.draws, 'draw')} of the uncertain judgements."
        )
    likely = (
        "A deal is very likely"
        if share >= 0.9
        else "A deal is likely"
        if share >= 0.6
        else "A deal is about as likely as not"
        if share >= 0.4
        else "A deal is unlikely but possible"
        if share >= 0.1
        else "A deal is very unlikely"
    )
    sure = "; no single deal is certain" if zone.everyone.certain == 0 else ""
    return f"{likely}: in {of_draws(share, error)} there is at least one that {they} would sign{sure}."


def _passing(passing: int, total: int | None) -> str:
    verb = "passes" if passing == 1 else "pass"
    if total is None:
        return f"{passing:,} {verb}"
    if passing == total:
        return "the only deal passes" if total == 1 else f"every one of the {total:,} deals passes"
    return f"{passing:,} of {counted(total, 'deal')} {verb}"


def _exact_verdict(answers: Answers, they: str) -> str:
    zone = answers.zone
    if zone.everyone.certain is None:
        many = _combinations(answers.space.combinations)
        return f"There is room for a deal: among {many}, at least one is such that {they} would sign."
    return sentence(
        f"There is room for a deal that {they} would sign: {_passing(zone.everyone.certain, zone.deals)}"
    )


def _combinations(size: int) -> str:
    """A number of combinations, as a power of ten where it is long.

    Examples
    --------
    >>> _combinations(4_000_000), _combinations(10**30)
    ('4,000,000 combinations', 'about 10^30 combinations')
    """
    return counted(size, "combination") if size < 10**9 else f"about 10^{len(str(size)) - 1} combinations"


def _no_deal(answers: Answers, they: str) -> str:
    zone = answers.zone
    sure = "" if answers.exact else ", wherever in their ranges the judgements lie"
    total = "" if zone.deals is None else _not_one(zone.deals)
    if zone.killed_by_ratification:
        alone = zone.parties_alone
        some = "" if alone.possible is None else f", though {_able(alone.possible)} between the parties alone"
        return f"There is no deal that {they} would sign{sure}{some}."
    return f"There is no deal that {they} would sign{sure}.{total}"


def _not_one(deals: int) -> str:
    if deals == 1:
        return " The only deal that can be carried out does not pass."
    return f" Of {deals:,} deals that can be carried out, not one passes."


def _able(amount: int) -> str:
    return f"{count(amount, 'deal')} {'is' if amount == 1 else 'are'} possible"


def _reason(answers: Answers, standing: Standing) -> str:
    zone, space = answers.zone, answers.space
    if zone.verdict == "impossible" or answers.exact:
        return _reason_counts(answers, standing)
    alone = zone.parties_alone
    if len(space.who) > space.parties and alone.probability - zone.everyone.probability >= 0.05:
        often = of_draws(alone.probability, alone.error)
        tight = least_willing(answers, space.who[space.parties :])
        more = f": {tight}" if tight else ""
        text = f"The parties alone would find one in {often}; ratification makes the difference{more}."
    else:
        tight = least_willing(answers, space.who)
        text = f"{_capital(tight)}." if tight else ""
    missing = _missing(answers)
    return f"{text} {_unstated(answers, missing)}".strip() if missing else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reason_counts(answers: Answers, standing: Standing) -> str:
    """Of an exact or hopeless case: how many deals each would accept, and where it fails."""
    case = answers.case
    missing = _missing(answers)
    unstated = _unstated(answers, missing) if missing and answers.zone.verdict != "impossible" else ""
    if unstated or standing.acceptable is None or standing.deals is None:
        return unstated
    accepts, deals = standing.acceptable, standing.deals
    never = [who for who, amount in accepts.items() if amount == 0]
    needed = [who for who in never if answers.space.votes.needs(answers.space.who.index(who))]
    if needed:
        never = needed
        names = listed((case.label(who) for who in never), "or")
        whose = "" if len(never) == 1 else f"for {case.label(never[0])}, "
        return f"Not one deal is acceptable to {names}: {whose}{standing.why_never(never[0])}."
    least = min(accepts, key=lambda who: accepts[who])
    if accepts[least] == deals:
        return ""
    rule = _capital(rule_words(answers))
    said = (
        f"the hardest to please is {case.label(least)}, for whom {accepts[least]:,} of "
        f"{counted(deals, 'deal')} {'is' if accepts[least] == 1 else 'are'} as good as walking away or better"
    )
    if answers.zone.verdict != "impossible":
        return f"{rule}; {said}."
    each = listed(f"{case.label(who)} {amount:,}" for who, amount in accepts.items())
    if never:
        might = "" if answers.exact else "might "
        return f"{rule}, but never enough of them {might}accept the same deal ({each})."
    could = "accepts" if answers.exact else "might accept"
    return f"{rule}. Each {could} some deals ({each}), but never enough of them the same one."


def _missing(answers: Answers) -> list[str]:
    """Those whose walk-away is not stated."""
    return [who for who in answers.space.who if answers.case.preferences[who].walk_away is None]


def _unstated(answers: Answers, missing: list[str]) -> str:
    names = listed((answers.case.label(who) for who in missing), "or")
    if len(missing) == len(answers.space.who):
        names = "either party" if len(missing) == 2 else "anyone"
    return f"No walk-away is stated for {names}, so 0 is assumed; the result rests on that."


def short_deal(answers: Answers, deal: dict[str, str], *, most: int = 3) -> str:
    """A deal in a phrase: its weightiest issues, and how many more terms there are."""
    case = answers.case
    issues = main_issues(answers)[: most if len(deal) > most + 1 else len(deal)]
    shown = [issue for issue in case.issues if issue in issues]
    words = "; ".join(
        f"{case.issue_label(issue)}: {case.option_label(issue, deal[issue])}" for issue in shown
    )
    rest = len(deal) - len(shown)
    return f"{words} – and {count(rest, 'further term')}" if rest else words


def _best(answers: Answers) -> str:
    if not answers.likely.deals:
        return ""
    best = answers.likely.deals[0]
    phrase = short_deal(answers, best.deal)
    if answers.exact:
        return _best_exact(answers, best, phrase)
    if best.acceptability == 0:
        alone = of_hundred(best.among_parties)
        return f"The nearest thing is “{phrase}”; the parties alone accept it in {alone} draws."
    level = answers.likely.level_with_best - 1
    least = "at least " if answers.likely.more else ""
    ties = f", level with {least}{count(level, 'other')} within the sampling error" if level > 0 else ""
    if best.verdict == "certain":
        if answers.zone.everyone.certain == 1:
            return f"The one certain deal is “{phrase}”."
        return f"Among the certain deals, “{phrase}” {_fair(answers)}."
    few = answers.zone.listed is None
    text = "Of the deals compared, the one most likely" if few else "The deal most likely"
    text += f" to be signed is “{phrase}”, accepted by all who must "
    text += f"in {of_hundred(best.acceptability)} draws"
    text += f" ({plus_minus(best.error)}){ties}" if best.error else ties
    condition = _hardest(answers)
    return f"{text}. Most of all, {condition}." if condition else f"{text}."


def _best_exact(answers: Answers, best: LikelyDeal, phrase: str) -> str:
    case, parties = answers.case, answers.space.who[: answers.space.parties]
    gains = listed(f"{case.label(who)} {number(best.margins[who].mean)}" for who in parties)
    if best.verdict == "impossible":
        return f"The nearest thing is “{phrase}”; the parties alone would sign it."
    if answers.zone.everyone.certain == 1:
        return f"The one deal that passes is “{phrase}”; over walking away it gains {gains}."
    likely, whom = answers.likely, _whom(answers)
    if likely.ties:
        over = f"; over walking away the one named here gains {gains}."
        return f"Of the deals that pass, “{phrase}” and {_others(likely)} do {whom}{over}"
    over = f"; over walking away it gains {gains}."
    if likely.more:
        return f"Of the deals that pass, one that does {whom} is “{phrase}”; there may be more{over}"
    return f"Of the deals that pass, the one that does {whom} is “{phrase}”{over}"


def _whom(answers: Answers) -> str:
    """What the first of equally likely deals does: ``most for the party that gains least``."""
    quota = not answers.space.votes.unanimous
    share = ", as a share of what each could gain," if answers.likely.relative else ""
    return f"most{share} for the party that gains least" + (" among those needed" if quota else "")


def _others(likely: Likely) -> str:
    """How many deals do as well as the first."""
    return f"{'at least ' if likely.more else ''}{count(likely.ties, 'other')}"


def _fair(answers: Answers) -> str:
    """By what the first of equally likely deals was chosen, and how many do equally well."""
    likely = answers.likely
    if likely.ties:
        return f"and {_others(likely)} do {_whom(answers)}"
    if likely.more:
        return f"does {_whom(answers)} of the deals compared"
    return f"does {_whom(answers)}"


def _hardest(answers: Answers) -> str:
    """The condition of the best deal that matters most: of whoever accepts least often, the largest shift."""
    found = answers.conditions[0].conditions
    if not found:
        return ""
    accepts = answers.conditions[0].accepts
    least = min((item.who for item in found), key=lambda who: accepts[who])
    return condition_words(answers.case, next(item for item in found if item.who == least), would=True)


def condition_words(case: Case, item: Condition, *, would: bool = False) -> str:
    """What would have to be true of one judgement, in words.

    Parameters
    ----------
    case : Case
    item : Condition
    would : bool
        As a clause that names the party, for running text; else without the party, for a list.
    """
    what = _subject(place_of(case, item.path))
    must = ""
    if item.binds:
        # rounded outwards: what lies beyond is surely not enough
        least, most = upper_limit(item.needed[0]), lower_limit(item.needed[1])
        low, high = item.needed[0] > item.stated[0] + 1e-9, item.needed[1] < item.stated[1] - 1e-9
        must = (
            f"; it must lie between {least} and {most}"
            if low and high
            else f"; it must be at least {least}"
            if low
            else f"; it must be at most {most}"
        )
    given, over_all = estimates([item.mean_if, item.mean])
    if not would:
        return f"{what} averages {given} where it accepts, {over_all} over all draws{must}"
    kind = "high" if item.mean_if > item.mean else "low"
    rest = must.replace("; it", ", and")
    return (
        f"{what.replace('its', f'{case.label(item.who)}’s', 1)} would have to be {kind}: it averages "
        f"{given} where that side accepts, {over_all} over all draws{rest}"
    )


def _subject(place: Place) -> str:
    if place.kind == "Walk-away":
        return "its walk-away"
    if place.kind == "Weight":
        return f"its weight of “{place.what[0]}”"
    if place.kind == "Score":
        return f"its score of “{place.what[1]}” ({place.what[0]})"
    if place.issue is None and place.what:
        return f"its points where {place.what[0]}"
    return f"its judgement “{place.kind.lower()}”"


def _ground(answers: Answers, ledger: Ledger) -> str:
    total, bare = ledger.total, ledger.ungrounded
    if not total:
        return ""
    if bare == total:
        published = len(answers.case.sources)
        tail = f", but the case names {count(published, 'published source')}" if published else ""
        many = "the one judgement" if total == 1 else f"the {total:,} judgements"
        return f"None of {many} is tied to words in a document{tail}."
    held = total - bare
    where = f"on exact words in {count(ledger.rests_on, 'document')}"
    if not bare:
        return (
            f"The one judgement rests {where}." if total == 1 else f"All {total:,} judgements rest {where}."
        )
    text = f"Of {total:,} judgements, {held:,} {'rests' if held == 1 else 'rest'} {where}"
    share = f"{bare:,} ({percent(bare / total)}) {'is' if bare == 1 else 'are'} ungrounded"
    return f"{text}; {share}, and every number is somebody’s judgement."
