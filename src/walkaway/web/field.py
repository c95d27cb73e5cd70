"""One field of the forms: what it shows, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..case import Case, to_plain
from ..case.lines import Path, dotted
from ..case.shapes import Shape
from ..case.write import block

_LABELS = {
    "as_of": "As of", "for": "For", "cite": "Words it rests on, “document: exact words”, one a line",
    "walk_away": "Walk-away", "weights": "Weights of the issues", "when": "Where", "short": "Short name",
    "aliases": "Who else speaks for it, one a line", "sources": "Sources, one a line",
    "notes": "Notes, one a line",
    "red_lines": "Red lines", "believes": "What it believes of others", "third_parties": "Third parties",
    "add": "Points", "at_least": "Votes that are enough", "told": "What is told",
    "cap": "The most that any deal is worth",
    "read_as": "How others understood it", "agreement": "Who must accept",
    "impossible": "What nobody can carry out",
    "about": "Background", "question": "Question of the brief", "path": "Path, step by step",
    "record": "What happened",
    "process": "How the talks were held",
    "aftermath": "What follows no deal",
    "accounts": "Conflicting accounts",
    "documents": "How documents are read",
    "by": "By", "set": "What it would change in the case", "of": "Parts", "settled": "Taken as true",
    "same": "States that are one", "no_move": "Moves that cannot be made", "now": "Done today",
    "wants": "What each wants", "wishes": "Wishes, most important first",
    "ranking": "Ranking of states by number, best first, ties with =",
    "schedule": "Schedule: a phase a line, as in “issue 0.5, issue 1”", "all": "All sites",
    "keep": "Words to be kept", "reject": "Words that are no statement", "today": "What holds today",
    "worth": "Worth to others", "reversible": "Can be undone", "escrow": "Held until the others have acted",
    "otherwise": "Held against", "least": "Least share they must get",
    "beyond": "What they must not agree to",
    "consult": "Take only what ratifiers would", "left": "Sites left once something is listed",
    "from": "From", "to": "To", "takes": "What it takes from it",
}  # fmt: skip
OWN_LABELS = {
    ("Account", "question"): "Question", ("Telling", "by"): "Told by", ("AfterOption", "only"): "It can only",
    ("Delivery", "parts"): "Equal parts it is taken in", ("Delivery", "periods"): "Periods it takes",
    ("Function", "combine"): "Of its parts it takes",
}  # fmt: skip
"""Of keys that are called otherwise in one record."""
FOLDED = ("cite", "note", "means", "short", "aliases", "unless", "read_as", "functions", "discount", "cap")


@dataclass(frozen=True, kw_only=True)
class FieldOf:
    """One field of a form, or a group of them."""

    path: Path
    kind: str
    label: str
    says: str = ""
    required: bool = False
    value: Any = ""
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[FieldOf, ...] = ()
    name: str = ""  # its id, where it has one that can be changed
    at: int = 0  # its place in the list that it stands in
    many: int = 0  # how many stand there; 0 where it cannot go or move
    note: str = ""  # of a judgement
    cites: tuple[str, ...] = ()
    folded: bool = False  # seldom needed
    adds: str = ""  # what the form for one more asks
    more: tuple[tuple[str, str], ...] = ()  # whose it may be, where that is asked as well
    names: tuple[str, ...] = ()  # of judgements by name

    @property
    def place(self) -> str:
        """The path as messages have it."""
        return dotted(self.path)


def label_of(shape: Shape) -> str:
    """What a key is called in a form."""
    if shape.key == "when" and shape.kind == "text":
        return "When"
    return _LABELS.get(shape.key) or shape.key.replace("_", " ").capitalize()


def ends_of(value: Any) -> tuple[str, str]:
    """Both ends of a stretch."""
    held = value if isinstance(value, dict) else {"from": value, "to": value} if value is not None else {}
    return str(held.get("from", "")), str(held.get("to", ""))


def listed_values(value: Any) -> list[Any]:
    """A list, a single value as a list of it, nothing as an empty one."""
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def as_yaml(value: Any) -> str:
    """A value as lines of YAML; nothing where there is none."""
    return "" if value is None else "\n".join(block(to_plain(value)))


_UNSAID = ("preferences", "points", "when", "linear", "title", "order", "options")


def words_of(case: Case, path: Path) -> str:
    """A place in titles, for people: Anna, Scores, Rent, €900."""
    words: list[str] = []
    issue = ""
    for at, part in enumerate(path):
        if isinstance(part, int):
            words.append(f"no. {part + 1}")
        elif path[0] == "accounts" and at in (1, 3) and path[1] in case.accounts:
            account = case.accounts[str(path[1])]
            told = account.told.get(str(part))
            words.append(account.question if at == 1 else told.title if told is not None else part)
        elif part in case.issues:
            issue = part
            words.append(case.issues[part].title)
        elif issue and part in case.issues[issue].options:
            words.append(case.issues[issue].options[part].title)
        elif part in (*case.everyone, *case.third_parties):
            words.append(case.label(part))
        elif (at and part in _UNSAID and at < len(path) - 1) or part == "preferences":
            continue
        else:
            words.append(_LABELS.get(part) or part.replace("_", " ").capitalize())
    return ", ".join(words)
