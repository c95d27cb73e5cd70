"""The agreement rule in words: who must accept, and whose acceptance makes a deal."""

from __future__ import annotations

from math import ceil

from ...analysis.answers import Answers
from ...case import Majority
from ...case.judgement import exact_number, written
from .phrases import count, figure, listed

__all__ = ["rule_words", "who_signs"]


def who_signs(answers: Answers) -> str:
    """Whose acceptance makes a deal, as the subject of *accepts* or *would sign*."""
    space = answers.space
    if not space.votes.unanimous:
        tail = " and every ratifier" if len(space.who) > space.parties else ""
        enough = space.votes.count
        needed = "enough parties" if enough is None else f"the required {count(enough, 'party', 'parties')}"
        return needed + tail
    if len(space.who) == 2:
        return "both parties"
    if len(space.who) > space.parties:
        return "the parties and their ratifiers"
    return f"all {count(space.parties, 'party', 'parties')}"


def rule_words(answers: Answers) -> str:
    """The agreement rule in words."""
    case, space = answers.case, answers.space
    if space.votes.unanimous:
        text = (
            "both parties must accept"
            if space.parties == 2
            else f"all {count(space.parties, 'party', 'parties')} must accept"
        )
    else:
        text = listed(_majority_words(answers, majority) for majority in space.rule.conditions)
    if len(space.who) > space.parties:
        text += f", and so must {listed(case.label(who) for who in space.who[space.parties :])}"
    return text


def _majority_words(answers: Answers, majority: Majority) -> str:
    """One condition of the agreement rule in words."""
    case, level = answers.case, majority.level
    if majority.votes is None:
        least = ceil(level.of(len(case.parties)))
        text = f"{_count_of(least, len(case.parties))} parties must accept"
    else:
        whole = majority.whole(tuple(case.parties))
        enough, every = (written(exact_number(votes)) for votes in (level.of(whole), whole))
        text = f"parties with {enough} of the {every} votes must accept"
    if majority.vetoes:
        text += f", {listed(case.label(who) for who in majority.vetoes)} among them"
    return text


def _count_of(part: int, whole: int) -> str:
    return f"{figure(part)} of the {figure(whole)}"
