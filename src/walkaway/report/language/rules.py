"""The agreement rule in words: who must accept, and whose acceptance makes a deal."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ...case import Agreement, Case, Majority
from ...numbers import lower_limit, number
from ...space import votes_of
from .phrases import count, figure, listed

if TYPE_CHECKING:
    from ...analysis.answers import Answers, Footing


def who_signs(answers: Answers | Footing) -> str:
    """Whose acceptance makes a deal, as the subject of *accepts* or *would sign*."""
    space = answers.space
    ratified = len(space.who) > space.parties
    if not space.votes.unanimous:
        enough = space.votes.count
        needed = "enough parties" if enough is None else f"the required {count(enough, 'party', 'parties')}"
        return needed + (" and every ratifier" if ratified else "")
    if len(space.who) == 2:
        return "both parties"
    if not ratified:
        return f"all {count(space.parties, 'party', 'parties')}"
    return "the parties and " + ("their ratifiers" if len(space.who) > space.parties + 1 else "the ratifier")


def rule_words(case: Case, rule: Agreement) -> str:
    """The agreement rule in words."""
    if votes_of(case, rule).unanimous:
        parties = len(case.parties)
        all_of_them = "both" if parties == 2 else f"all {figure(parties)}"
        text = f"{all_of_them} parties must accept"
    else:
        text = listed(_majority_words(case, majority) for majority in rule.conditions)
    return f"{text}, and so must {listed(map(case.label, case.ratifiers))}" if case.ratifiers else text


def _majority_words(case: Case, majority: Majority) -> str:
    """One condition of the agreement rule."""
    level = majority.level
    if majority.votes is None:
        text = f"{figure(ceil(level.of(len(case.parties))))} of the {figure(len(case.parties))} parties"
    else:
        whole = majority.whole(tuple(case.parties))
        text = f"parties with {lower_limit(level.of(whole))} of the {number(whole)} votes"
    text += " must accept"
    return f"{text}, {listed(map(case.label, majority.vetoes))} among them" if majority.vetoes else text
