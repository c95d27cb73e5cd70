"""What comes along when something is added to a case: a place, still to be judged, wherever one is needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from .entries import Changes, NewEntry, every_preference
from .judgement import TO_BE_JUDGED
from .lines import Path
from .names import RESERVED_ISSUES
from .records import Case

_RESERVED = (*RESERVED_ISSUES, "case")


def id_of(title: str, taken: Collection[str]) -> str:
    """A short id for something of a title, unlike those that are there.

    >>> id_of("The  town’s share", ["the-town-s-share"])
    'the-town-s-share-2'
    """
    short = re.sub(r"[\W_]+", "-", title.lower()).strip("-")[:40].strip("-") or "new"
    names = (short, *(f"{short}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken and name not in _RESERVED)


def top_entry(data: dict[str, Any], key: str, value: Any) -> NewEntry:
    """A new part of a case, behind the one that it follows in the format."""
    keys = list(Case.model_fields)
    before = [one for one in keys[: keys.index(key)] if one in data]
    return NewEntry((), key, value, before[-1] if before else None)


def party_added(data: dict[str, Any], part: str, name: str, value: Any) -> Changes:
    """Somebody new among the parties, ratifiers or third parties, with a preference that is to be judged."""
    first = next(iter(data["preferences"].values()))
    scores = {issue: _unjudged(record) for issue, record in data["issues"].items()}
    wants: dict[str, Any] = {"walk_away": TO_BE_JUDGED}
    if "weights" in first:
        wants["weights"] = dict.fromkeys(data["issues"], TO_BE_JUDGED)
    home = NewEntry((part,), name, value) if part in data else top_entry(data, part, {name: value})
    return Changes(added=[home, NewEntry(("preferences",), name, {**wants, "scores": scores})])


def _unjudged(issue: dict[str, Any]) -> dict[str, Any]:
    """Scores of an issue that are to be judged."""
    if "range" in issue:
        return {"linear": [TO_BE_JUDGED, TO_BE_JUDGED]}
    return dict.fromkeys(issue["options"], TO_BE_JUDGED)


def issue_added(data: dict[str, Any], name: str, issue: dict[str, Any]) -> Changes:
    """A new issue, which every party has still to judge."""
    added = [NewEntry(("issues",), name, issue)]
    put: dict[Path, Any] = {}
    for who in (one for one in data["parties"] if one in data["preferences"]):
        wants, path = data["preferences"][who], ("preferences", who)
        added.append(NewEntry((*path, "scores"), name, _unjudged(issue)))
        if "weights" in wants:
            more = _one_more(wants["weights"], (*path, "weights"), name)
            added += more.added
            put |= more.set
    return Changes(added=added, set=put)


def option_added(data: dict[str, Any], issue: str, name: str, value: Any) -> Changes:
    """A new option, which everybody who scores its issue has still to judge."""
    added = [NewEntry(("issues", issue, "options"), name, value)]
    put: dict[Path, Any] = {}
    for path, wants in every_preference(data):
        if issue in wants.get("scores", {}):
            more = _one_more(wants["scores"][issue], (*path, "scores", issue), name)
            added += more.added
            put |= more.set
    return Changes(added=added, set=put)


def _one_more(value: Any, path: Path, name: str) -> Changes:
    """One name more among judgements by name; at the end of an order, which is then to be judged."""
    order = value.get("order") if isinstance(value, dict) else value
    if isinstance(value, dict) and order is None:
        return Changes(added=[NewEntry((*path, "points") if "points" in value else path, name, TO_BE_JUDGED)])
    longer = [*order[:-1], f"{order[-1]} > {name}"] if isinstance(order, list) else f"{order} > {name}"
    held = value if isinstance(value, dict) else {}
    note = f"{TO_BE_JUDGED}: where {name} stands. {held.get('note', '')}".strip()
    return Changes(set={path: {**held, "order": longer, "note": note}})
