"""What of a case is still to be judged, and what may then be said: nothing judged, nothing claimed.

A value ``to be judged`` holds the place of a judgement that nobody has made, as do a note that begins so and
a title *to be named*. Beliefs and third parties that are still to be judged stop only what rests on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import NotJudgedError
from ..language import counted, listed, one_line
from .records import Belief, Case, judgements_of, wants_of
from .titles import place_of

_UNNAMED = "to be named"
_KINDS = {
    "Walk-away": "the walk-away", "Weight": "the weights", "Weights, as an order": "the weights",
    "Score": "the scores", "Scores, as an order": "the scores",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A judgement or a name that is still missing."""

    path: str
    who: str  # id of the party whose judgement it is; empty for a name
    about: str  # id of the party that a belief is about; empty elsewhere
    words: str  # in titles, several of one kind alike: Ann: the scores of Price


def unjudged(case: Case) -> tuple[Unjudged, ...]:
    """Everything that is still to be named or judged, in the order of the file."""
    titled = [(f"parties.{who}", party.title) for who, party in case.parties.items()]
    titled += [(f"ratifiers.{who}", party.title) for who, party in case.ratifiers.items()]
    for issue, record in case.issues.items():
        titled.append((f"issues.{issue}", record.title))
        titled += [(f"issues.{issue}.options.{name}", one.title) for name, one in record.options.items()]
    found = [
        Unjudged(path=path, who="", about="", words=one_line(title))
        for path, title in titled
        if _UNNAMED in title.casefold()
    ]
    for head, who, about, part in wants_of(case):
        for path, item in judgements_of(head, part):
            if item.unjudged:
                found.append(Unjudged(path=path, who=who, about=about, words=_words(case, path)))
    return tuple(found)


def _words(case: Case, path: str) -> str:
    place = place_of(case, path)
    kind = _KINDS.get(place.kind, "added points")
    whose = f"what {place.owner} believes of {place.about}" if place.about else place.owner
    issue = f" of {place.what[0]}" if kind == "the scores" and place.what else ""
    return one_line(f"{whose}: {kind}{issue}")


def unjudged_of(case: Case, who: Iterable[str]) -> tuple[Unjudged, ...]:
    """What stands in the way of an answer that rests on the judgements of these: their own, and names."""
    asked = {*who}
    return tuple(item for item in unjudged(case) if not item.about and (not item.who or item.who in asked))


def unjudged_belief(belief: Belief) -> bool:
    """Whether part of a belief is still to be judged."""
    return any(item.unjudged for _, item in judgements_of("", belief))


def require_judged(case: Case, who: Iterable[str]) -> None:
    """Refuse with a :class:`NotJudgedError` to compute anything from judgements that nobody has made."""
    missing = unjudged_of(case, who)
    if missing:
        raise NotJudgedError(*unjudged_words(case, missing), [item.path for item in missing])


def unjudged_words(case: Case, missing: Iterable[Unjudged]) -> tuple[str, list[str]]:
    """The state of a draft in a sentence, and what is missing, several of one kind counted together."""
    missing = list(missing)
    counts = Counter(item.words for item in missing)
    judged = [item for item in missing if item.who]
    lines = [words if many == 1 else f"{words} ({many})" for words, many in counts.items()]
    total = sum(path.startswith("preferences.") for path, _ in case.judgements())
    names = len(missing) - len(judged)
    parts = [f"{counted(len(judged), 'judgement')} of {total:,}"] if judged else []
    parts += [counted(names, "name")] if names else []
    state = "nothing is judged yet" if judged and len(judged) == total else "not all is judged yet"
    return f"a draft: {state}; still missing: {listed(parts)}", lines
