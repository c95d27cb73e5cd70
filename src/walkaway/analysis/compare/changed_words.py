"""Where two versions differ, in titles, and what stands there in a few words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from ...case import Agreement, Case, Fallback, Function, Judgement, Judgements, Majority, Pattern, Preference
from ...case.as_plain import to_plain
from ...case.judgement import shown
from ...case.lines import Path, dotted
from ...case.patterns import Points
from ...case.titles import label_of, order_words, worth_words
from ...case.versions import ABSENT, Difference, Versions
from ...case.write import one_line
from ...language import listed
from ...language import one_line as on_one_line

_LONG = 60
_FIELDS = {"scale": "scale", "cap": "most that a deal is worth", "discount": "discount"}
_PEOPLE = {"parties": "party", "ratifiers": "ratifier", "third_parties": "third party"}
_WHOLE = {"agreement": "who must agree", "as_of": "as of", "documents": "how documents are read"}
_LISTED = {"record": "record", "evidence": "evidence"}


def place_label(versions: Versions, one: Difference) -> str:
    """A place in titles, as the version has them that has the place."""
    case = versions.new if one.old is ABSENT else versions.old
    return on_one_line(_label(case, one.place, one.new if one.old is ABSENT else one.old))


def _label(case: Case, place: Path, value: Any) -> str:
    head, *rest = map(str, place)
    if head in _PEOPLE:
        return f"{_PEOPLE[head]} {value.label}"
    if head == "issues":
        title = case.issue_label(rest[0])
        if rest[1:2] == ["options"]:
            return f"option {title} – {case.option_label(rest[0], rest[2])}"
        return f"{title}: {rest[1]}" if rest[1:] else f"issue {title}"
    if head == "preferences":
        return _of_preferences(case, place, value)
    if head == "impossible":
        return label_of(case, dotted(place))
    if head in _LISTED:
        return f"{_LISTED[head]}, entry {int(place[1]) + 1}"
    return " ".join([_WHOLE.get(head, head), *rest])


def _of_preferences(case: Case, place: Path, value: Any) -> str:
    owner, rest = case.label(str(place[1])), place[2:]
    if rest[:1] == ("believes",):
        owner, rest = f"{owner} of {case.label(str(rest[1]))}", rest[2:]
    if not rest:
        return f"what {owner} wants" if isinstance(value, Preference) else f"what is believed: {owner}"
    if rest[0] in _FIELDS:
        return f"{owner}: {_FIELDS[str(rest[0])]}"
    if isinstance(value, Function):
        return f"{owner}: function {int(rest[1]) + 1}"
    if isinstance(value, Judgements) and value.order is None:
        return f"{owner}: {case.issue_label(str(rest[1])) if rest[1:] else 'weights'}"
    if isinstance(value, tuple | type(None)) and rest != ("walk_away",):
        return f"{owner}: {' '.join(str(rest[0]).split('_'))}"
    return label_of(case, dotted((*place, "add") if rest[0] == "interactions" else place))


def value_words(case: Case, place: Path, value: Any) -> str:
    """What stands in a place, in a few words; empty where nothing does."""
    if value is ABSENT:
        return ""
    if value is None:
        return "0, not stated" if place[-1] == "walk_away" else "none"
    if isinstance(value, Judgement):
        return str(value)
    if isinstance(value, Judgements) and value.order is not None:
        return order_words(case, value, str(place[-1]) if "scores" in place else None)
    if isinstance(value, Points):
        return str(value.judgement)
    if isinstance(value, Agreement):
        return " and ".join(_condition(case, one) for one in value.conditions) or "all"
    if isinstance(value, Fallback):
        return worth_words(case, value)
    if isinstance(value, Decimal | Fraction):
        return shown(value)
    if isinstance(value, Pattern):
        return "in force"
    if isinstance(value, Preference | Function):
        return "as the file has it"
    text = on_one_line(value if isinstance(value, str) else getattr(value, "title", "") or _plain(value))
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _condition(case: Case, one: Majority) -> str:
    """How many must say yes, and who among them; votes of each party stand in the file."""
    enough = str(one.model_copy(update={"vetoes": ()}))
    return f"{enough}, with vetoes for {listed(map(case.label, one.vetoes))}" if one.vetoes else enough


def _plain(value: Any) -> str:
    plain = to_plain(value)
    return plain if isinstance(plain, str) else one_line(plain)
