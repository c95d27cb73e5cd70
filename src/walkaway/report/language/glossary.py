"""The words of the house that a reader cannot know, each with what it means: one table for every page.

An explanation needs no other word of the table, so that it can stand anywhere. Words that mean here what
they mean in a newspaper (*deal*, *issue*, *offer*) are not explained.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class ExplainedWord(NamedTuple):
    """A word as a page shows it, how it is recognised in a text, and what it means."""

    shown: str
    pattern: re.Pattern[str]
    means: str


def _word(shown: str, pattern: str, means: str) -> ExplainedWord:
    return ExplainedWord(shown, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), means)


EXPLAINED = {
    "judgement": _word(
        "Judgement",
        "judgements?",
        "a number, a range or an order that somebody put down for what a side wants",
    ),
    "walk-away": _word(
        "Walk-away", "walk(?:ing)? away|walk-aways?", "what it is worth to a side to leave without a deal"
    ),
    "draw": _word(
        "Draw",
        "draws?|drawn",
        "one way in which everything uncertain could turn out together, picked by chance",
    ),
    "error": _word(
        "±",
        "±|standard errors?",
        "how far a share found by chance may be off: one standard error, two times in three less",
    ),
    "ratifier": _word("Ratifier", "ratifiers?", "somebody who is not at the table but must also accept"),
    "red line": _word(
        "Red line", "red lines?", "a combination that a side never accepts, whatever else is in the deal"
    ),
    "score": _word("Score", "scores?", "what an option is worth to a side, in points or money"),
    "weight": _word(
        "Weight", "weights?(?! against)(?! of equal)", "how much of the whole hangs on an issue for a side"
    ),
    "interaction": _word("Interaction", "interactions?", "points added or taken where options come together"),
    "central": _word(
        "Central", "central", "computed with likely values, middles of ranges and centres of orders"
    ),
    "frontier": _word(
        "Frontier", "frontier", "the deals that cannot be bettered for one side without loss to another"
    ),
    "efficient": _word("Efficient", "efficient", "not to be bettered for one side without loss to another"),
    "solution": _word("Solution", "solutions?", "the deal that a rule of fairness picks"),
    "lottery": _word("Lottery", "lottery|lotteries", "deals of which chance picks one"),
    "zone": _word("Zone", "zone", "the deals that all who must accept would rather sign than have none"),
    "acceptability": _word(
        "Acceptability",
        "acceptability",
        "how often everyone who must accept a deal does, of all ways in which things could turn out",
    ),
    "margin": _word("Margin", "margins?", "what a side gains with a deal, against none"),
    "joint gain": _word("Joint gain", "joint gains?", "what all sides gain together, against no deal"),
    "bridge": _word("Bridge", "bridges?", "the smallest change that makes a deal possible, or likely enough"),
    "at stake": _word(
        "At stake",
        "at stake",
        "how much lies, for a side, between the worst and the best that could be signed",
    ),
    "realisation": _word("Realisation", "realisations?", "one number taken for every one that is uncertain"),
    "chance of a signature": _word(
        "Chance of a signature",
        "chances? of a signature",
        "how likely it is that all who must accept sign what is put to them",
    ),
    "mediator": _word(
        "Mediator", "mediators?", "somebody between the sides who may put a text to all of them"
    ),
    "reach": _word(
        "Reach",
        "(?<!out )of reach|its reach",
        "how far it is, for a side, from its worst to its best deal that would be signed",
    ),
    "slack": _word("Slack", "slacks?", "by how much a side would rather keep a deal than break it"),
    "exposure": _word(
        "Exposure", "exposures?", "what a side has given and not got back, if the others then stop"
    ),
    "flip": _word("Flip", "flips?", "the smallest move of one number that makes or ends a deal"),
    "tornado": _word("Tornado", "tornado", "bars that show how far each number moves the answer"),
    "grounded": _word("Ungrounded", "(?:un)?grounded", "resting on no words of a document"),
    "ledger": _word("Ledger", "ledger", "the list of everything that was put down, and what it rests on"),
    "cite": _word("Cite", "cites?", "the words of a document on which something rests"),
    "third party": _word("Third party", "third part(?:y|ies)", "somebody with a stake but no vote"),
    "cluster": _word("Cluster", "clusters?", "issues that have to be looked at together"),
    "real range": _word("Real range", "real ranges?", "a range of which any number can be agreed"),
    "seed": _word("Seed", "seed", "the number from which chance starts: with it, the same comes out again"),
}
"""By the name that the glossary has for it, or a plain one."""
