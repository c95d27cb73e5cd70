"""Who plays for whom: strategies as they were asked for, seated at the table of a case."""

from __future__ import annotations

from ..case import Case
from ..errors import Fault, UsageError, quoted
from .strategy import Strategy, made


def seated(case: Case, names: list[str]) -> list[Strategy]:
    """A strategy for each party; a UsageError for too few or too many, or one that cannot play."""
    parties = len(case.parties)
    if len(names) not in (1, parties):
        told = f"{len(names)} strategies for {parties} parties"
        raise UsageError([Fault(path="strategies", found=told, expected=f"{parties}, or one for all")])
    found = made(names * parties if len(names) == 1 else names)
    for name, each in zip(names, found, strict=False):
        if each.contract.two_parties and parties > 2:
            told, right = f"{quoted(name)} among {parties}", "a strategy that plays against several"
            raise UsageError([Fault(path="strategies", found=told, expected=right)])
    return found
