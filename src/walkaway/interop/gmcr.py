"""Conflicts of the GMCR family: ``.gmcr`` files, which are JSON; what they say of options and preferences.

States, and the numbers of a ranking, count the feasible combinations in binary, the first option least
significant, from 1. A preference statement that holds is worth more than all below it together, which is the
order of priority of :mod:`walkaway.case.wishes`. What a decision maker misperceives it does not see: it
neither leaves such a state nor moves to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from ..case import Aftermath, AfterOption, Case, NoMove, Party, Wished, Wishes
from ..case.lines import Path as Place
from ..case.wishes import Wish, all_of, any_of
from ..errors import Faults, quoted
from ..language import one_line
from .conversion import Import
from .plain_data import DataLines, read_json
from .safe import ImportFault, Notes, read_file

_MANUAL = "useManualPreferenceRanking"
_WAYS: dict[Any, Literal["", "take", "drop"]] = {"both": "", "fwd": "take", "back": "drop"}
_READ = {
    "": ("options", "decisionMakers", "infeasibles", "coalitions", _MANUAL),
    "options": ("name", "permittedDirection"),
    "decisionMakers": ("name", "options", "preferences", "preferenceRanking", _MANUAL, "misperceptions"),
}
_IDLE = {"": ("version", "program"), "options": ("refInd",), "decisionMakers": ("refInd",)}
"""What a file says that means nothing here."""

Pattern = dict[str, bool]


def read_gmcr(path: Path) -> tuple[Import, DataLines]:
    """Read a conflict as a case that has parties and an aftermath, and no issues.

    Parameters
    ----------
    path : path

    Returns
    -------
    Import, DataLines
        The lines know where the ranking of each party stands.

    Raises
    ------
    ImportFault
        With every fault of the file and where it stands.
    """
    text, source = read_file(path)
    data, lines = read_json(text, str(path), infinite=True)
    reader = _GmcrReader(lines)
    after = reader.aftermath(data)
    reader.faults.raise_if_any(ImportFault)
    parties = {who: Party(title=who) for who in after.wants}
    case = Case.model_construct(
        case=1, title=path.stem, parties=parties, issues={}, preferences={}, aftermath=after
    )
    return Import(case=case, format="gmcr", lost=tuple(reader.notes), files=(source,)), lines


def _said(value: object) -> str:
    """A value of the file as a message shows it, numbers in lists and mappings as numbers."""
    return quoted(_words(value))


def _words(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_words, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_words(one)}' for key, one in value.items())}}}"
    if isinstance(value, Fraction):
        return f"{float(value):.12g}"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return quoted(value)[1:-1]


def _whole(value: object) -> int | None:
    """A whole number of the file, where all numbers are read as fractions."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else None


class _GmcrReader:
    """One file; faults are collected, what is not used is noted."""

    def __init__(self, lines: DataLines) -> None:
        self.lines, self.faults, self.notes = lines, Faults(), Notes()
        self.options: list[str] = []
        self.manual: object = None  # whether rankings are used where decision makers do not say
        self.unseen: list[NoMove] = []

    def odd(self, path: str, found: str, expected: str) -> None:
        self.faults.add(self.lines.fault(self.place(path), found, expected))

    def place(self, path: str) -> Place:
        """A path in words as the file has it."""
        return tuple(int(part) if part.isdecimal() else part for part in re.findall(r"\w+", path))

    def left(self, where: str, data: Mapping[str, Any], path: str) -> None:
        """Note the keys that are not read."""
        for key in data:
            if key not in (*_READ[where], *_IDLE[where]):
                self.notes.add(f"the key {quoted(key)} is left out: {path or 'at the top'}")

    def listed(self, data: Mapping[str, Any], key: str, path: str = "") -> list[Any]:
        """A list that may be left out."""
        value = data.get(key)
        if value is not None and not isinstance(value, list):
            self.odd(f"{path}.{key}", _said(value), "a list")
        return value if isinstance(value, list) else []

    def mappings(self, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The mappings of a list that must be there, each with its path."""
        listed = self.listed(data, key)
        if not listed:
            self.odd(key, "nothing", "a list with an entry or more")
        for place, one in enumerate(listed):
            if isinstance(one, Mapping):
                yield f"{key}[{place}]", one
            else:
                self.odd(f"{key}[{place}]", _said(one), "a mapping")

    def name(self, path: str, data: Mapping[str, Any], known: list[str]) -> str:
        """A name on one line, without the mark in which wishes put names, told apart from those before it."""
        name = data.get("name")
        if not isinstance(name, str) or not name.strip():
            self.odd(f"{path}.name", "nothing" if name is None else quoted(name), "a name")
            return path
        name = one_line(name).replace('"', "'")
        free = (f"{name} ({number})" for number in range(2, len(known) + 3))
        if name not in known:
            return name
        self.notes.add(f"options or decision makers that share the name {quoted(name)} are numbered")
        return next(one for one in free if one not in known)

    def aftermath(self, data: Any) -> Aftermath:
        """All of it; with stand-ins where something is faulty."""
        if not isinstance(data, Mapping):
            self.odd("", "no mapping", "a mapping with options and decisionMakers")
            data = {}
        self.left("", data, "")
        self.manual = self.flag(data, "")
        ways = list(self.read_options(data))
        held: dict[str, list[str]] = {name: [] for name in self.options}
        wants: dict[str, Wishes] = {}
        for path, one in self.mappings(data, "decisionMakers"):
            self.left("decisionMakers", one, path)
            who = self.name(path, one, list(wants))
            for place, number in enumerate(self.listed(one, "options", path)):
                option = self.option(f"{path}.options[{place}]", number)
                if option:
                    held[option].append(who)
            wants[who] = self.wishes(path, one)
            self.lines.named["aftermath", "wants", who, "ranking"] = (*self.place(path), "preferenceRanking")
            self.unseen += self.misperceived(path, one, who)
        for place, option in enumerate(held):
            if not held[option]:
                right = "an option of a decision maker"
                self.odd(f"options[{place}]", f"{quoted(option)}, which nobody holds", right)
        self.lines.named["aftermath", "impossible"] = ("infeasibles",)
        infeasible = enumerate(self.listed(data, "infeasibles"))
        gone = [self.pattern(f"infeasibles[{place}]", one) for place, one in infeasible]
        if self.coalitions(data, len(wants)):
            self.notes.add("coalitions are not merged: every coalition is looked at with its members apart")
        options = {
            name: AfterOption(title=name, by=tuple(held[name]) or ("?",), only=way)
            for name, way in zip(self.options, ways, strict=True)
        }
        return Aftermath.model_construct(
            options=options,
            impossible=tuple(pattern for pattern in gone if pattern),
            same=(),
            no_move=tuple(self.unseen),
            wants=wants,
        )

    def read_options(self, data: Mapping[str, Any]) -> Iterator[Literal["", "take", "drop"]]:
        """The ways in which each option can change, while their names are kept."""
        for path, one in self.mappings(data, "options"):
            self.left("options", one, path)
            self.options.append(self.name(path, one, self.options))
            way = one.get("permittedDirection", "both")
            known = isinstance(way, str) and way in _WAYS
            if not known:
                self.odd(f"{path}.permittedDirection", _said(way), f"one of {', '.join(_WAYS)}")
            yield _WAYS[way] if known else ""

    def option(self, path: str, number: object) -> str:
        """The option with a number, counted from 0; empty if there is none."""
        whole = _whole(number)
        if whole is not None and 0 <= whole < len(self.options):
            return self.options[whole]
        self.odd(path, _said(number), f"the number of an option, 0 to {len(self.options) - 1}")
        return ""

    def pattern(self, path: str, pairs: object) -> Pattern:
        """Pairs of option and Y or N that hold together."""
        found: Pattern = {}
        if not isinstance(pairs, list) or not pairs:
            odd = "no pairs" if isinstance(pairs, list) else _said(pairs)
            self.odd(path, odd, 'pairs such as [[0, "Y"], [1, "N"]]')
            return found
        for place, pair in enumerate(pairs):
            here = f"{path}[{place}]"
            if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("Y", "N"):
                self.odd(here, _said(pair), 'a pair such as [0, "Y"] or [0, "N"]')
                continue
            option, taken = self.option(here, pair[0]), pair[1] == "Y"
            if option and found.setdefault(option, taken) != taken:
                self.odd(here, f"{quoted(option)} as Y and as N", "one of the two")
        return found

    def wish(self, path: str, data: object) -> Wish | None:
        """A preference statement: pairs that hold together, or lists of pairs of which one must hold."""
        if isinstance(data, Mapping):
            members = self.listed(data, "members", path)
            if not members or data.get("compound") is not True:
                self.odd(path, _said(data), "pairs, or compound: true with members")
            patterns = [self.pattern(f"{path}.members[{place}]", one) for place, one in enumerate(members)]
            return any_of(patterns) if patterns and all(patterns) else None
        pattern = self.pattern(path, data)
        return all_of(pattern) if pattern else None

    def wishes(self, path: str, data: Mapping[str, Any]) -> Wishes:
        """What a decision maker wants: a ranking of states where the file says to use it, else statements."""
        own, ranking = self.flag(data, path), self.listed(data, "preferenceRanking", path)
        if self.manual if own is None else own:
            if ranking:
                return _wishes(ranking=self.ranking(f"{path}.preferenceRanking", ranking))
            self.notes.add(f"no ranking is there to be used, so the statements are: {path}")
        given = enumerate(self.listed(data, "preferences", path))
        found = [self.wish(f"{path}.preferences[{place}]", one) for place, one in given]
        return _wishes(wishes=tuple(Wished(wish=str(one)) for one in found if one is not None))

    def flag(self, data: Mapping[str, Any], path: str) -> object:
        """Whether rankings are used: true, false, or not said."""
        value = data.get(_MANUAL)
        if value not in (None, True, False) or isinstance(value, Fraction):
            self.odd(f"{path}.{_MANUAL}", _said(value), "true or false")
        return value

    def ranking(self, path: str, ranking: list[Any]) -> tuple[tuple[int, ...], ...]:
        """States by number, best first, ties together."""
        groups: list[tuple[int, ...]] = []
        for place, group in enumerate(ranking):
            numbers = [*_flat(group)]
            states = [whole for one in numbers if (whole := _whole(one)) is not None and whole > 0]
            if len(states) < len(numbers) or not states:
                right = "the number of a state, from 1, or a list of ties"
                self.odd(f"{path}[{place}]", _said(group), right)
            else:
                groups.append(tuple(states))
        return tuple(groups)

    def misperceived(self, path: str, data: Mapping[str, Any], who: str) -> Iterator[NoMove]:
        """No move from or to what is not seen, whatever the first option of the pattern is there."""
        for place, one in enumerate(self.listed(data, "misperceptions", path)):
            pattern = self.pattern(f"{path}.misperceptions[{place}]", one)
            for option in [*pattern][:1]:
                for rest in ({option: True}, {option: False}):
                    yield NoMove.model_construct(from_=pattern, to=rest, by=who)
                    yield NoMove.model_construct(from_=rest, to=pattern, by=who)

    def coalitions(self, data: Mapping[str, Any], many: int) -> bool:
        """Whether any decision makers stand together; each is given by its number, from 0."""
        listed = self.listed(data, "coalitions")
        for place, one in enumerate(listed):
            for number in _flat(one):
                whole = _whole(number)
                if whole is None or not 0 <= whole < many:
                    right = f"the number of a decision maker, 0 to {many - 1}, or a list of them"
                    self.odd(f"coalitions[{place}]", _said(number), right)
        return any(isinstance(one, list) and len(one) > 1 for one in listed)


def _flat(value: object) -> Iterator[object]:
    """What stands in a list, and in lists inside it."""
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    else:
        yield value


def _wishes(**given: Any) -> Wishes:
    """What somebody wants; nothing at all is possible too, and then all states are ties."""
    empty: dict[str, Any] = {"wishes": (), "ranking": (), "weights": {}, "note": "", "cites": ()}
    return Wishes.model_construct(**{**empty, **given})
