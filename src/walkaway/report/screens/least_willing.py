"""Whose consent is hardest to have: how often each accepts, how many deals each would, and why none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...analysis.answers import Answers
from ...numbers import numbers
from ...space import DEAL_BUDGET
from ..language.phrases import among, are, capital, count, figures, listed, one_line, part
from ..language.rules import rule_words
from ..language.tense import tense


class _Least(NamedTuple):
    """Those who accept the likeliest deals least often."""

    names: list[str]
    shares: list[float]  # how often, of as many of the deals, from the likeliest on, as this holds of each
    alone: bool  # whether all others always accept


def least_willing(answers: Answers, who: tuple[str, ...]) -> str:
    """Who accepts the likeliest deals least often, in words; empty if that is nobody of these."""
    if (found := _least_often(answers, who)) is None:
        return ""
    many, told = len(found.shares), tense(answers.case)
    these = "the likeliest deal" if many == 1 else f"the {count(many, 'likeliest deal')}"
    names, often = _named(answers, found), f"{among(min(found.shares), max(found.shares))} draws"
    if not max(found.shares):
        return f"consent to {these} {told('comes', 'came')} from {names} in none of the draws"
    comes = told("comes", "came")
    if found.alone:
        return f"consent to {these} {told('hangs', 'hung')} on {names} alone: it {comes} in {often}"
    return f"consent to {these} {comes} least often from {names}, in {often}"


def whose_consent(answers: Answers) -> str:
    """The same in a sentence without figures."""
    if (found := _least_often(answers, answers.space.who)) is None:
        return ""
    names, told = one_line(_named(answers, found)), tense(answers.case)
    if not max(found.shares):
        return f"The likeliest deal would not {told('have', 'have had')} the consent of {names}."
    if found.alone:
        return f"It {told('hangs', 'hung')} on the consent of {names} alone."
    give = told("decides, {} would give", "decided, {} would have given").format(names)
    return f"Of those whose consent {give} it least often."


def _named(answers: Answers, found: _Least) -> str:
    return listed(map(answers.case.label, found.names))


def _least_often(answers: Answers, who: tuple[str, ...]) -> _Least | None:
    """Of all who can decide; None if that is nobody of these, all alike, or one who always accepts."""
    found = _Least([], [], alone=False)
    for deal, item in zip(answers.likely.deals, answers.conditions, strict=True):
        deciding = {name: deal.accepts[name] for name in answers.space.who if name in item.decide}
        low, alone = min(deciding.values(), default=1.0), sum(share < 1 for share in deciding.values()) == 1
        least = [name for name, share in deciding.items() if share == low]
        if low == 1 or (len(least) == len(deciding) and not alone):
            break
        if not found.shares:
            found = _Least([name for name in least if name in who], [], alone)
        if not found.names or not {*found.names} <= {*least} or alone != found.alone:
            break
        found.shares.append(low)
    return found if found.shares else None


def _acceptable(answers: Answers) -> dict[str, int] | None:
    """Deals that each accepts or, of a case without possible deals, might; None where they are too many."""
    space = answers.space
    if answers.zone.deals is None or space.combinations > DEAL_BUDGET:
        return None
    total = np.zeros(len(space.who), np.int64)
    for _, _, possibly in answers.bounds.chunks(DEAL_BUDGET):
        total += possibly.sum(axis=0)
    return dict(zip(space.who, total.tolist(), strict=True))


def _why_never(answers: Answers, who: str) -> str:
    """Why someone accepts nothing, under the most favourable judgements."""
    space, bounds, index = answers.space, answers.bounds, answers.space.who.index(who)
    away = bounds.parties[index].away[0]
    picked = (picks for _, picks in space.joint.chunks(DEAL_BUDGET))
    tops = (float(bounds.range(index, picks)[1].max(initial=-np.inf)) for picks in picked)
    best = max(tops, default=0.0)
    if best < away:
        most, least = numbers([best, away])
        return f"its best deal is worth {most}, walking away at least {least}"
    return "its red lines cover every deal that is good enough"


def counts_words(answers: Answers) -> str:
    """Of an exact or hopeless case: how many deals each would accept, and where it fails."""
    case, accepts, deals = answers.case, _acceptable(answers), answers.zone.deals
    if accepts is None or not deals:
        return ""
    never = [who for who, amount in accepts.items() if amount == 0]
    if needed := [who for who in never if answers.space.votes.needs(answers.space.who.index(who))]:
        names = listed(map(case.label, needed), "or")
        whose = "" if len(needed) == 1 else f"for {case.label(needed[0])}, "
        return f"Not one deal is good enough for {names}: {whose}{_why_never(answers, needed[0])}."
    least = min(accepts, key=lambda who: accepts[who])
    if accepts[least] == deals:
        return ""
    rule = capital(rule_words(case, answers.space.rule))
    said = (
        f"the hardest to please is {case.label(least)}, for whom {part(accepts[least], deals, 'deal')} "
        f"{are(accepts[least])} as good as walking away or better"
    )
    if answers.zone.verdict != "impossible":
        return f"{rule}; {said}."
    each = listed(f"{case.label(who)} {figures(amount)}" for who, amount in accepts.items())
    if never:
        might = "" if answers.exact else "might "
        return f"{rule}, but never enough of them {might}accept the same deal ({each})."
    could = "accepts" if answers.exact else "might accept"
    return f"{rule}. Each {could} some deals ({each}), but never enough of them the same one."


def unstated_words(answers: Answers) -> str:
    """Whose walk-away is not stated; empty if everyone's is."""
    case, who = answers.case, answers.space.who
    missing = [name for name in who if case.preferences[name].walk_away is None]
    if not missing:
        return ""
    names = listed(map(case.label, missing), "or")
    if len(missing) == len(who):
        names = "either party" if len(missing) == 2 else "anyone"
    return f"No walk-away is stated for {names}, so 0 is assumed; the result rests on that."
