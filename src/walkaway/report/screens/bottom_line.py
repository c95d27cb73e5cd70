"""The bottom line of any case: three or four plain sentences, made from the answers alone.

The verdict and how likely it is, the main reason the results support, the deal that comes nearest and what
would have to be true for it, and how much of the input rests on words that somebody else can check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...analysis.answers import Answers, Footing
from ...analysis.signing import signed_words
from ...analysis.zone.conditions import Condition
from ...analysis.zone.likely import LikelyDeal
from ...case.titles import Place, deal_words, place_of
from ...language import counted, in_quotes, possessive
from ...numbers import estimates, lower_limit, number, percent, upper_limit
from ..charts.sample import issue_shares
from ..language.likelihood import likely_words, more_consent
from ..language.phrases import (
    are,
    at_least,
    capital,
    count,
    figures,
    listed,
    of_draws,
    of_hundred,
    one_line,
    part,
    plus_minus,
    sentence,
)  # fmt: skip
from ..language.rules import who_signs
from ..language.tense import tense
from .least_willing import counts_words, least_willing, unstated_words
from .ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    """Verdict, reason, best deal and ground in sentences, and how many deals; None where not counted.

    ``possible`` is without the certain ones; the first sentences, so many as ``told``, are the verdict.
    """

    sentences: tuple[str, ...]
    told: int
    certain: int | None
    possible: int | None
    impossible: int | None

    @property
    def counted(self) -> bool:
        """Whether the deals were counted, so that a bar can be drawn."""
        return self.certain is not None and self.total > 0

    @property
    def total(self) -> int:
        """All deals that can be carried out."""
        return (self.certain or 0) + (self.possible or 0) + (self.impossible or 0)


def bottom_line(answers: Answers, ledger: Ledger) -> BottomLine:
    """Say the result in three or four sentences."""
    line, more = verdict_line(answers), (_reason(answers), _best(answers), ground_words(answers, ledger))
    return replace(line, sentences=(*line.sentences, *filter(None, more)))


def verdict_line(answers: Answers | Footing) -> BottomLine:
    """Say the verdict alone."""
    zone = answers.zone
    certain, possible, impossible = zone.everyone.certain, zone.everyone.possible, None
    if certain is not None and possible is not None and zone.deals is not None:
        impossible, possible = zone.deals - possible, possible - certain
    unseen = sentence(answers.refusals["zone"]) if "zone" in answers.refusals else ""
    told = (signed_words(answers.case), verdict_words(answers), unseen)  # what was signed comes first
    said = tuple(filter(None, told))
    return BottomLine(
        sentences=said, told=len(said), certain=certain, possible=possible, impossible=impossible
    )


# ------------------------------------------------------------------------------------------- the verdict


def verdict_words(answers: Answers | Footing) -> str:
    """Whether there is a deal, and how likely one is."""
    zone, they = answers.zone, who_signs(answers)
    if zone.verdict == "impossible":
        return _no_deal(answers, they)
    told = tense(answers.case)
    there, sign = f"There {told('is', 'was')} room for a deal", told("would sign", "would have signed")
    known, room = zone.everyone.certain, f"{there} that {they} {sign}"
    if answers.exact and known is None:
        many = _combinations(answers.space.combinations)
        return f"{there}: among {many}, at least one {told('is', 'was')} such that {they} {sign}."
    if answers.exact:
        return sentence(f"{room}: {_passing(known or 0, zone.deals)}")
    if zone.verdict == "certain":
        many = "" if known is None else f": {_passing(known, zone.deals)} in every case"
        return sentence(f"{room}, whatever the uncertain judgements turn out to be{many}")
    share, error = zone.everyone.probability, zone.everyone.error
    if share == 0:
        return (
            f"A deal {told('is', 'was')} all but out of reach: one that {they} {sign} cannot be ruled out, "
            f"but none turned up in {counted(zone.method.draws or answers.draws, 'draw')} of the uncertain "
            "judgements."
        )
    but = " but possible" if 0.1 <= share < 0.4 else ""
    is_ = told("is", "was")
    sure = f"; no single deal {is_} certain" if known == 0 else ""
    often = f"in {of_draws(share, error)} there {is_} at least one that {they} {sign}"
    return f"A deal {is_} {likely_words(share)}{but}: {often}{sure}."


def _passing(passing: int, total: int | None) -> str:
    verb = "passes" if passing == 1 else "pass"
    if total is None:
        return f"{figures(passing)} {verb}"
    if passing == total:
        return "the only deal passes" if total == 1 else f"every one of {count(total, 'deal')} passes"
    return f"{part(passing, total, 'deal')} {verb}"


def _combinations(size: int) -> str:
    """A number of combinations, as a power of ten where it is long.

    >>> _combinations(4_000_000), _combinations(16_777_216), _combinations(10**30)
    ('4,000,000 combinations', 'about 16,800,000 combinations', 'about 10^30 combinations')
    """
    return count(size, "combination") if size < 10**9 else f"about 10^{len(str(size)) - 1} combinations"


def _no_deal(answers: Answers | Footing, they: str) -> str:
    zone, alone = answers.zone, answers.zone.parties_alone.possible
    told = tense(answers.case)
    text = f"There {told('is', 'was')} no deal that {they} {told('would sign', 'would have signed')}"
    text += "" if answers.exact else ", wherever in their ranges the judgements lie"
    if zone.killed_by_ratification and alone is not None:
        text += f", though {count(alone, 'deal')} {are(alone)} possible between the parties alone"
    if zone.killed_by_ratification or zone.deals is None:
        return f"{text}."
    if zone.deals == 0:
        return f"{text}: nobody could carry out any of them."
    if zone.deals == 1:
        return f"{text}. The only deal that can be carried out does not pass."
    return f"{text}. Of {figures(zone.deals, 'deal')} that can be carried out, not one passes."


# -------------------------------------------------------------------------------------------- the reason


def _reason(answers: Answers) -> str:
    zone, space = answers.zone, answers.space
    unstated = unstated_words(answers)
    if zone.verdict == "impossible":
        return counts_words(answers)
    if answers.exact:
        return unstated or counts_words(answers)
    alone = zone.parties_alone
    ratified = len(space.who) > space.parties and alone.probability - zone.everyone.probability >= 0.05
    tight = least_willing(answers, space.who[space.parties if ratified else 0 :])
    text = f"{capital(tight)}." if tight else ""
    if ratified:
        often, more = of_draws(alone.probability, alone.error), f": {tight}" if tight else ""
        told = tense(answers.case)
        find, makes = told("would find", "would have found"), told("makes", "made")
        text = f"The parties alone {find} one in {often}; ratification {makes} "
        text += f"{more_consent(alone.probability)}{more}."
    return f"{text} {unstated}".strip()


# ----------------------------------------------------------------------------------------- the best deal


def short_deal(answers: Answers, deal: dict[str, str], *, most: int = 3) -> str:
    """A deal in a phrase: its weightiest issues, and how many more terms there are."""
    weight = issue_shares(answers)[: answers.space.parties].sum(axis=0)
    issues = [answers.space.issues[int(j)] for j in np.argsort(-weight, kind="stable")]
    issues = issues[: most if len(deal) > most + 1 else len(deal)]
    words = deal_words(answers.case, {issue: deal[issue] for issue in answers.case.issues if issue in issues})
    rest = len(deal) - len(issues)
    return f"{words} – and {count(rest, 'further term')}" if rest else words


def _best(answers: Answers) -> str:
    likely = answers.likely
    if not likely.deals:
        return ""
    best = likely.deals[0]
    phrase = short_deal(answers, best.deal)
    if answers.exact:
        return _best_exact(answers, best, phrase)
    if best.acceptability == 0:
        return f"The nearest thing is {in_quotes(phrase)}; {nearest_words(answers)}."
    if best.verdict == "certain":
        if answers.zone.everyone.certain == 1:
            return f"The one certain deal is {in_quotes(phrase)}."
        return f"Among the certain deals, {in_quotes(phrase)} {_fair(answers)}."
    text = _likeliest(answers, best, phrase)
    condition = _hardest(answers)
    return f"{text}. Most of all, {condition}." if condition else f"{text}."


def _likeliest(answers: Answers, best: LikelyDeal, phrase: str) -> str:
    """The first of the likeliest deals, and how many are as likely."""
    likely, all_listed = answers.likely, answers.zone.listed is not None
    often = f"{of_hundred(best.acceptability)} draws" + (f" ({plus_minus(best.error)})" if best.error else "")
    if likely.level_with_best == 1:
        most = "The deal most likely" if all_listed else "Of the deals compared, the one most likely"
        is_ = tense(answers.case)("is", "was")
        return f"{most} to be signed {is_} {in_quotes(phrase)}, accepted by all who must in {often}"
    return (
        f"{capital(level_words(answers))} cannot be told from the likeliest within the sampling error; "
        f"of these {in_quotes(phrase)} {_fair(answers)}, accepted by all who must in {often}"
    )


def _best_exact(answers: Answers, best: LikelyDeal, phrase: str) -> str:
    case, parties, likely = answers.case, answers.space.who[: answers.space.parties], answers.likely
    if best.verdict == "impossible":
        return f"The nearest thing is {in_quotes(phrase)}; {nearest_words(answers)}."
    gains = listed(f"{case.label(who)} {number(best.margins[who].mean)}" for who in parties)
    if answers.zone.everyone.certain == 1:
        return f"The one deal that passes is {in_quotes(phrase)}; over walking away it gains {gains}."
    whom = whom_words(answers)
    if likely.ties:
        text, it = f"{in_quotes(phrase)} and {others_words(answers)} do {whom}", "the one named here"
    elif likely.more:
        text, it = f"one that does {whom} is {in_quotes(phrase)}; there may be more", "it"
    else:
        text, it = f"the one that does {whom} is {in_quotes(phrase)}", "it"
    return f"Of the deals that pass, {text}; over walking away {it} gains {gains}."


def nearest_words(answers: Answers) -> str:
    """Of a first deal that would not be signed: whose consent it has, and who refuses it."""
    case, best, told = answers.case, answers.likely.deals[0], tense(answers.case)
    if not best.among_parties:
        return f"it {told('passes', 'passed')} in none of the draws"
    names = listed(one_line(case.label(who)) for who in case.ratifiers if not best.accepts[who])
    refused = f", {names} {told('would not', 'would not have')}" if names else ""
    if answers.exact:
        return f"the parties alone {told('would sign', 'would have signed')} it{refused}"
    return f"the parties alone accept it in {of_hundred(best.among_parties)} draws{refused}"


def whom_words(answers: Answers) -> str:
    """What the first of equally likely deals does: ``most for the party that gains least``."""
    quota = not answers.space.votes.unanimous
    share = ", as a share of what each could gain," if answers.likely.relative else ""
    drawn = "" if answers.exact else " on average"
    return f"most{share}{drawn} for the party that gains least" + (" among those needed" if quota else "")


def level_words(answers: Answers) -> str:
    """How many deals nothing is surely more likely than: ``five deals``, ``at least five deals``."""
    likely = answers.likely
    if surely := answers.zone.everyone.certain:  # these were counted, however many were compared
        return count(surely, "deal")
    return (at_least if likely.more else count)(likely.level_with_best, "deal")


def others_words(answers: Answers) -> str:
    """How many deals do as well as the first."""
    return (at_least if answers.likely.more else count)(answers.likely.ties, "other")


def _fair(answers: Answers) -> str:
    """By what the first of equally likely deals was chosen, and how many do equally well."""
    if answers.likely.ties:
        return f"and {others_words(answers)} do {whom_words(answers)}"
    return f"does {whom_words(answers)}" + (" of the deals compared" if answers.likely.more else "")


def _hardest(answers: Answers) -> str:
    """The condition of the best deal that matters most: of whoever accepts least often, the largest shift."""
    found, accepts = answers.conditions[0].conditions, answers.conditions[0].accepts
    if not found:
        return ""
    return condition_words(answers, min(found, key=lambda item: accepts[item.who]), would=True)


def condition_words(answers: Answers, item: Condition, *, would: bool = False) -> str:
    """What would have to be true of one judgement: a clause that names the party, or an item of its list."""
    case, space = answers.case, answers.space
    what, must = _subject(place_of(case, item.path)), ""
    if item.binds:
        # rounded outwards: what lies beyond is surely not enough
        least = upper_limit(item.needed[0], beside=item.stated[0])
        most = lower_limit(item.needed[1], beside=item.stated[1])
        low, high = item.needed[0] > item.stated[0] + 1e-9, item.needed[1] < item.stated[1] - 1e-9
        bound = f"be at least {least}" if low else f"be at most {most}"
        must = " must " + (f"lie between {least} and {most}" if low and high else bound)
        if not space.votes.needs(space.who.index(item.who)):
            must += " unless enough others accept"
    given, over_all = estimates([item.mean_if, item.mean])
    if not would:
        rest = f"; it{must}" if must else ""
        return f"{what} averages {given} where it accepts, {over_all} over all draws{rest}"
    kind = "high" if item.mean_if > item.mean else "low"
    rest = f", and{must}" if must else ""
    return (
        f"{what.replace('its', possessive(case.label(item.who)), 1)} would have to be {kind}: it averages "
        f"{given} where that side accepts, {over_all} over all draws{rest}"
    )


def _subject(place: Place) -> str:
    match place.kind, place.what:
        case "Walk-away", _:
            return "its walk-away"
        case "Weight", (issue, *_):
            return f"its weight of {in_quotes(issue)}"
        case "Score", (issue, option, *_):
            return f"its score of {in_quotes(option)} ({issue})"
        case _, (what, *_) if place.issue is None:
            return f"its points where {what}"
    return f"its judgement {in_quotes(place.kind.lower())}"


def ground_words(answers: Answers, ledger: Ledger) -> str:
    """How much of the input rests on words that somebody else can check."""
    total, bare = ledger.total, ledger.ungrounded
    if not total:
        return ""
    if bare == total:
        published = len(answers.case.sources)
        tail = f", but the case names {count(published, 'published source')}" if published else ""
        many = "the one judgement" if total == 1 else f"the {total:,} judgements"
        return f"None of {many} is tied to words in a document{tail}."
    held, where = total - bare, f"on exact words in {count(ledger.rests_on, 'document')}"
    if not bare:
        return (
            f"The one judgement rests {where}." if total == 1 else f"All {total:,} judgements rest {where}."
        )
    text = f"Of {total:,} judgements, {held:,} {'rests' if held == 1 else 'rest'} {where}"
    share = f"{bare:,} ({percent(bare / total)}) {'rests' if bare == 1 else 'rest'} on none"
    return f"{text}; {share}, and every number is somebody’s judgement."
