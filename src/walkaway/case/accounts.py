"""Conflicting accounts of what happened: the case under one of them, and the check that each one reads.

A case keeps its accounts as they are written; :func:`under` gives the case in which some are taken as true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..errors import CaseError, Fault, Faults, UsageError, nearest, quoted
from ..language import in_quotes, one_line
from .lines import Lines, Path, dotted, find_place, nearest_place, put, within
from .names import check_names
from .records import Case
from .validate import validated

MOST_TOLD = 64
"""How many tellings a case may hold: each is read as a case of its own."""


class _Change(NamedTuple):
    """One place that a telling sets; no path if there is no such place."""

    account: str
    name: str
    text: str
    path: Path | None

    @property
    def place(self) -> Path:
        """Where the file says so."""
        return ("accounts", self.account, "told", self.name, "set", self.text)


def under(case: Case, choices: Mapping[str, str] | None = None, lines: Lines | None = None) -> Case:
    """The case in which some accounts are taken as true: those it calls settled, and those chosen.

    Parameters
    ----------
    case : Case
        As it was read; not one that this function gave.
    choices : mapping of str to str, optional
        Account → name of what is told; a choice comes before what is settled.
    lines : Lines, optional
        Where things stand in its file, for messages.

    Returns
    -------
    Case
        With ``settled`` as applied, so that its digest differs; the same case if nothing is to be applied.

    Raises
    ------
    UsageError
        With every choice of which there is no such account, or of which nothing of that name is told.
    CaseError
        If accounts that read well one by one do not fit together.
    """
    unknown = Faults()
    unknown.extend(fault for choice in (choices or {}).items() if (fault := _unknown(case, *choice)))
    unknown.raise_if_any(UsageError)
    chosen = _settled(case) | dict(choices or {})
    if not chosen:
        return case
    faults = Faults()
    patched = _under(case, chosen, lines, faults)
    faults.raise_if_any(CaseError)
    assert patched is not None  # no faults means a case
    accounts = {
        key: account.model_copy(update={"settled": chosen.get(key, "")})
        for key, account in case.accounts.items()
    }
    return patched.model_copy(update={"accounts": accounts, "documents": case.documents})


def with_values(case: Case, values: Mapping[str, Any]) -> Case:
    """The case with other values in some places, both written as under ``set`` of an account.

    A UsageError, with all that is wrong, if there is no such place or a value does not fit there.
    """
    faults, data = Faults(), _plain(case)
    for text, value in values.items():
        path = find_place(data, text)
        if path is None:
            meant = nearest_place(data, text)
            hint = f"did you mean {quoted(meant)}?" if meant else ""
            right = "a place in the case, such as preferences.us.walk_away"
            faults.add(Fault(found=quoted(text), expected=right, hint=hint))
        else:
            data = put(data, path, value)
    faults.raise_if_any(UsageError)
    made = checked(data, faults)
    faults.raise_if_any(UsageError)
    assert made is not None  # no faults means a case
    return made.with_parts(accounts=case.accounts, documents=case.documents)


def checked(data: dict[str, Any], faults: Faults) -> Case | None:
    """A case from plain data, checked like one that is read; its faults are noted, by their places in it."""
    lines = Lines("")
    made = validated(data, lines, faults)
    if made is not None:
        check_names(made, lines, faults)
    return made


def applied_words(case: Case) -> tuple[str, ...]:
    """Which accounts a case takes as true, one sentence each: what is told, by whom, of which question."""
    known = {*case.everyone, *case.third_parties}
    return tuple(
        one_line(f"{in_quotes(told['title'])}{f', told by {by}' if by else ''} ({told['question']})")
        for told in applied_data(case)
        for by in [case.label(told["by"]) if told["by"] in known else told["by"]]
    )


def applied_data(case: Case) -> list[dict[str, str]]:
    """The same as plain data."""
    return [
        {"account": key, "applied": name, "title": told.title, "by": told.by, "question": account.question}
        for key, account in case.accounts.items()
        if (name := account.settled)
        for told in [account.told[name]]
    ]


def case_head(case: Case) -> dict[str, Any]:
    """What every JSON says of its case: title, digest, and the accounts taken as true."""
    return {"title": case.title, "digest": case.digest, "accounts": applied_data(case)}


def _settled(case: Case) -> dict[str, str]:
    return {key: account.settled for key, account in case.accounts.items() if account.settled}


def _unknown(case: Case, account: str, name: str) -> Fault | None:
    """What is wrong with a choice; what is told of an account that is not there need not be said."""
    wrong, known, kind = account, tuple(case.accounts), "an account of the case"
    if account in known:
        wrong, known, kind = name, tuple(case.accounts[account].told), f"one told of {account}"
    if wrong in known:
        return None
    expected = f"{kind} ({', '.join(known)})" if known else "no account, as the case has none"
    return Fault(found=f"the account {quoted(wrong)}", expected=expected, hint=nearest(wrong, known))


def _plain(case: Case) -> dict[str, Any]:
    """The plain data in which places are looked up; what is often left out stands there too."""
    data = {key: value for key, value in case.plain.items() if key not in ("accounts", "documents")}
    data.setdefault("agreement", "all")
    data["preferences"] = {
        who: {**preference, "walk_away": preference.get("walk_away")}
        for who, preference in data["preferences"].items()
    }
    return data


def _changes(case: Case, data: Any, chosen: Mapping[str, str]) -> list[_Change]:
    return [
        _Change(account, name, text, find_place(data, text))
        for account, name in chosen.items()
        for text in case.accounts[account].told[name].set
    ]


def _under(case: Case, chosen: Mapping[str, str], lines: Lines | None, faults: Faults) -> Case | None:
    """Apply what is chosen; faults of the result are reported where it was told."""
    data = _plain(case)
    changes = _changes(case, data, chosen)
    for change in changes:
        assert change.path is not None  # checked when the case was read
        data = put(data, change.path, case.accounts[change.account].told[change.name].set[change.text])
        data = _recited(data, change.path, *_cites(case, change))
    found = Faults()
    patched = checked(data, found)
    account, name = next(iter(chosen.items()))
    for fault in found:
        ends = {change.place: dotted(change.path or ()) for change in changes}
        inside = (told for told, at in ends.items() if f"{fault.path}.".startswith((f"{at}.", f"{at}[")))
        place = next(inside, ("accounts", account, "told", name))
        file, line = (lines.file, lines.at(place)) if lines is not None else ("", 0)
        found_at = f"{fault.found} at {fault.path}"
        faults.add(replace(fault, file=file, line=line, path=dotted(place), found=found_at))
    return patched


def _cites(case: Case, change: _Change) -> tuple[list[Any], list[Any]]:
    """What a telling rests on, and what the others of its account do."""
    told = case.plain["accounts"][change.account]["told"]
    own = _listed(told[change.name].get("cite"))
    return own, [cite for one in told.values() for cite in _listed(one.get("cite")) if cite not in own]


def _listed(cite: Any) -> list[Any]:
    return cite if isinstance(cite, list) else [cite] if cite else []


def _recited(data: Any, path: Path, own: list[Any], others: list[Any]) -> Any:
    """The same with the cites of what was changed: those of what is not taken as true give way."""
    around = (path[:end] for end in range(len(path) - 1, 0, -1))
    place = next(
        (at for at in around if isinstance(held := within(data, at), dict) and held.get("cite")), None
    )
    if place is None:
        return data
    held = within(data, place)
    cites = _listed(held["cite"])
    left = [cite for cite in cites if cite not in others]
    if len(left) == len(cites):
        return data
    found = [*own, *(cite for cite in left if cite not in own)]
    bare = {key: value for key, value in held.items() if key != "cite"}
    return put(data, place, bare | ({"cite": found} if found else {}))


def check_accounts(case: Case, lines: Lines, faults: Faults) -> None:
    """Collect every fault of the accounts; where nothing else is wrong, of the case under each telling."""
    told = {key: tuple(account.told) for key, account in case.accounts.items()}
    if (many := sum(map(len, told.values()))) > MOST_TOLD:
        faults.add(lines.fault(("accounts",), f"{many} tellings", f"at most {MOST_TOLD}"))
        return
    for key, name in _settled(case).items():
        left_out = any(place[:3] == ("accounts", key, "told") for place in lines.faulty)
        if name not in told[key] and not left_out:
            expected = f"one of what is told ({', '.join(told[key])})"
            place = ("accounts", key, "settled")
            faults.add(lines.fault(place, quoted(name), expected, nearest(name, told[key])))
    if not told or lines.faulty:
        return
    _check_places(case, lines, faults)
    if not len(faults):
        for key, names in told.items():
            for name in names:
                _under(case, {key: name}, lines, faults)
    if len(_settled(case)) > 1 and not len(faults):
        _under(case, _settled(case), lines, faults)


def _check_places(case: Case, lines: Lines, faults: Faults) -> None:
    """Every place must exist, and no two changes that can go together may touch one place."""
    data = _plain(case)
    at: dict[Path, list[_Change]] = {}
    for key, account in case.accounts.items():
        for change in [change for name in account.told for change in _changes(case, data, {key: name})]:
            if change.path is None:
                meant = nearest_place(data, change.text)
                hint = f"did you mean {quoted(meant)}?" if meant else ""
                expected = "a place in the case, such as record[0].offer"
                faults.add(lines.fault(change.place, quoted(change.text), expected, hint))
            else:
                at.setdefault(change.path, []).append(change)
    for path, changes in at.items():
        around = [other for end in range(1, len(path)) for other in at.get(path[:end], ())]
        for index, change in enumerate(changes):
            for other in (*around, *changes[:index]):
                if other.account != change.account or other.name == change.name:
                    found = f"a place that {dotted(other.place)} sets as well"
                    faults.add(lines.fault(change.place, found, "each place set once"))
