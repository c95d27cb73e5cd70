"""What makes each of the likely deals different, in one sentence, and how they were chosen."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.answers import Answers
from ...analysis.zone.likely import LikelyDeal
from ...language import in_quotes
from ...numbers import estimate, signed
from ..charts.sample import LETTERS
from ..language.phrases import are, capital, count, figure, figures, listed, one_line
from .bottom_line import level_words, nearest_words, others_words, whom_words

__all__ = [
    "chosen_words", "near_words", "otherwise_words", "refusing", "sides_words", "tell_apart",
    "without_words",
]  # fmt: skip

_NAMED, _TERMS, _WORDS, _NEAR = 4, 3, 12, 3


def tell_apart(answers: Answers, place: int) -> str:
    """What makes a deal different from the other ones shown, as one sentence."""
    likely = answers.likely
    if place == 0:
        return _first(answers)
    sides = sides_words(answers, likely.deals[place])
    return f"{capital(sides)}: {_terms(answers, likely.deals[place])}."


def near_words(answers: Answers, deal: LikelyDeal) -> str:
    """What could stand in a deal as well, one issue at a time; empty where nothing could, or none is drawn.

    ``Just as likely to be signed, as judged: the same deal with Wage rise anywhere from “3 %” to “4 %”.``
    """
    if answers.exact:  # nothing is judged to be as likely: each deal passes or does not
        return ""
    texts = [_instead(answers, deal, issue, some) for issue, some in deal.near.items()]
    left = len(texts) - _NEAR
    shown = [*texts[:_NEAR], f"another option on {count(left, 'further issue')}"] if left > 0 else texts
    how = "sure to pass" if deal.verdict == "certain" else "likely to be signed"
    return one_line(f"Just as {how}, as judged: the same deal with {listed(shown, 'or')}.") if texts else ""


def _instead(answers: Answers, deal: LikelyDeal, issue: str, some: Sequence[str]) -> str:
    """Options that could stand in place of the deal's own; those in a row by the first and the last."""
    case, space = answers.case, answers.space
    options = list(space.options[space.issues.index(issue)])
    places = sorted(map(options.index, (*some, deal.deal[issue])))
    title = case.issue_label(issue)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        first, last = (case.option_label(issue, options[place]) for place in (places[0], places[-1]))
        return f"{title} anywhere from {in_quotes(first)} to {in_quotes(last)}"
    names = [in_quotes(case.option_label(issue, one)) for one in some]
    many = len(names) - _NEAR
    return f"{title} {listed([*names[:_NEAR], count(many, 'other option')] if many > 0 else names, 'or')}"


def _first(answers: Answers) -> str:
    likely, best = answers.likely, answers.likely.deals[0]
    as_well = "does" if likely.ties == 1 else "do"
    also = f", as {others_words(answers)} {as_well}" if likely.ties else ""
    if best.acceptability == 0:
        text = capital(nearest_words(answers))
    elif likely.level_with_best == 1 and not answers.exact:
        text = _no_other(answers)
    elif likely.level_with_best == 1 and answers.zone.listed is not None:
        text = "The one deal that passes"
    else:
        text = f"Does {whom_words(answers)}{also}"
    without = without_words(answers, best)
    return f"{text}{without and f'; {without}'}."


def _no_other(answers: Answers) -> str:
    """That one deal is the likeliest: of all, or, where they are too many, of those compared."""
    those = "" if answers.zone.listed is not None else " of those compared"
    return f"No other deal{those} is as likely to be signed"


def refusing(answers: Answers, deal: LikelyDeal) -> list[str]:
    """Without whose consent a deal passes, in more than half of the draws in which it does."""
    often = deal.acceptability  # what one accepts less than half as often passes mostly without him
    return [one_line(answers.case.label(who)) for who, share in deal.accepts.items() if share < often / 2]


def without_words(answers: Answers, deal: LikelyDeal) -> str:
    """Who is overruled: ``passes without Inn``, of draws ``passes mostly without Inn``; empty if nobody."""
    names = refusing(answers, deal)
    return f"passes {'' if answers.exact else 'mostly '}without {listed(names)}" if names else ""


def sides_words(answers: Answers, deal: LikelyDeal) -> str:
    """For whom a deal is better and for whom worse: ``better for Inn (+3), worse for Guest (−2) than A``."""
    assert deal.contrast is not None  # only of those after the first
    differ, first = deal.contrast, answers.likely.deals[0]
    sides = [("better", differ.better), ("worse", differ.worse)]
    parts = [f"{word} for {_named(answers, differ.gains, who)}" for word, who in sides if who]
    text = f"{', '.join(parts)} than" if parts else "worth about the same to everybody as"
    text = f"{text} {LETTERS[0]}"
    now = without_words(answers, deal)
    if now == without_words(answers, first):
        return text
    if not now:
        return f"refused by nobody and {text}" if answers.exact else text
    return f"{now} and is {text}"


def _named(answers: Answers, gains: dict[str, float], who: Sequence[str]) -> str:
    """Those who gain or lose, with how much; the last of many as a number."""
    shown = who if len(who) <= _NAMED else who[: _NAMED - 1]
    by = [signed(estimate(gains[one], digits=2)) for one in shown]
    words = [f"{one_line(answers.case.label(one))} ({much})" for one, much in zip(shown, by, strict=True)]
    left = len(who) - len(shown)
    return listed([*words, f"{figure(left)} others"] if left else words)


def _terms(answers: Answers, deal: LikelyDeal) -> str:
    """What a deal says in place of what the first does, where most hangs on it."""
    assert deal.contrast is not None
    case, first, issues = answers.case, answers.likely.deals[0].deal, deal.contrast.issues
    shown = issues if len(issues) <= _TERMS else issues[: _TERMS - 1]
    words = [
        f"{case.issue_label(issue)} {in_quotes(case.option_label(issue, deal.deal[issue]))} instead of "
        f"{in_quotes(case.option_label(issue, first[issue]))}"
        for issue in shown
    ]
    left = len(issues) - len(shown)
    return one_line(listed([*words, count(left, "further term")] if left else words))


def otherwise_words(answers: Answers, deal: LikelyDeal) -> str:
    """All terms on which a deal differs from the first, in the order of the case: ``as A, but Fare: Low``."""
    case, first = answers.case, answers.likely.deals[0].deal
    fresh = (
        f"{case.issue_label(issue)}: {case.option_label(issue, option)}"
        for issue, option in deal.deal.items()
        if option != first[issue]
    )
    return one_line(f"as {LETTERS[0]}, but {'; '.join(fresh)}")


def chosen_words(answers: Answers) -> str:
    """How the deals shown were chosen, and why there are not more of them."""
    likely = answers.likely
    shown, level, good = len(likely.deals), likely.level_with_best, likely.efficient
    if level <= 1:
        if answers.exact or not likely.deals[0].acceptability:
            return ""
        return f"{_no_other(answers)}, beyond the sampling error: that one alone is shown."
    worse = level - good
    texts = [f"{_level(answers)}{_left_out(worse, level)}."]
    if shown > 1:
        last = LETTERS[shown - 1] if shown > 2 else ""
        others = f"{LETTERS[1]} {'to' if shown > 3 else 'and'} {last} are" if last else f"{LETTERS[1]} is"
        each = " and from each other" if last else ""
        texts.append(
            f"{LETTERS[0]} does {whom_words(answers)}; {others} as far from it{each} as can be, in the "
            "terms and then in what each side gains."
        )
    if (near := good - shown) > 0 and shown < LETTERS.index("F"):
        those = "the one shown" if shown == 1 else "those shown"
        texts.append(f"{capital(count(near, 'other'))} {are(near)} too close to {those} to stand here.")
    return " ".join(texts)


def _level(answers: Answers) -> str:
    """How many deals nothing is surely more likely than."""
    best = answers.likely.deals[0]
    many = level_words(answers)
    if best.acceptability == 0:
        near = "would be signed by the parties alone" if answers.exact else "come about equally near"
        return f"{capital(many)} {near}"
    if best.verdict == "certain":
        return f"{capital(many)} {'pass' if answers.exact else 'are certain to pass'}"
    return f"{capital(many)} cannot be told from the likeliest within the sampling error"


def _left_out(worse: int, level: int) -> str:
    """How many of these another betters."""
    if not worse:
        return ""
    told = figures if level > _WORDS else figure  # in one sentence all in figures, or all in words
    some = f"all but {told(level - worse)}" if worse > level - worse else told(worse)
    those = f"{some} {are(worse)}"
    return f"; {those} left out because another of them gives somebody more and nobody less"
