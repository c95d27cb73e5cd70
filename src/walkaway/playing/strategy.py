"""Strategies: array programs that play one seat in many sessions at once, and the table of them by name.

A strategy is one class in one file of :mod:`walkaway.playing.strategies`: what it is from, its names, its
parameters, and what it promises. A class that is there is known by its names: nothing else has to be touched.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar, Self

from numpy.typing import NDArray

from ..errors import Faults, UsageError, unknown
from ..space import Bools
from .acceptance import Acceptance, Next, read_acceptance
from .parameter import Parameter, read_parameters
from .valuation import Numbers
from .view import View

_NEXT = Next()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What a strategy promises, and what it asks for; every promise is tested for every name."""

    deterministic: bool = True  # the same situation, the same move
    two_parties: bool = False  # plays against one other party alone
    unheeding: tuple[str, ...] = ()  # clocks under which it offers and accepts less than its walk-away
    concedes: bool = False  # no offer is worth more to it than the one before


class Strategy(ABC):
    """Plays one seat in many sessions at once; whatever it remembers is in arrays."""

    names: ClassVar[Mapping[str, Mapping[str, float]]] = {}  # name → parameters that differ from the defaults
    parameters: ClassVar[Mapping[str, Parameter]] = {}
    citation: ClassVar[str]
    contract: ClassVar[Contract] = Contract()
    acceptance: Acceptance | None = None  # a condition in place of its own
    watch: Callable[[], None] | None = None  # told of every turn; what it raises ends the sessions

    def __init__(self, **given: float) -> None:
        """Take parameters; the rest have their defaults."""
        self.state: dict[str, NDArray[Any]] = {}  # what it remembers; sessions along the last axis
        for name, parameter in self.parameters.items():
            setattr(self, name, float(given.get(name, parameter.default)))

    @abstractmethod
    def offer(self, view: View) -> Numbers:
        """What it would offer now, a deal in each session; none where no deal will do.

        Where that is the same in all sessions one number, shape (1,), will do.
        """

    def accepts(self, view: View, planned: Numbers) -> Bools:
        """Whether it accepts what is on the table, given what it would offer otherwise."""
        return _NEXT(view, planned)

    def leaves(self, view: View) -> Bools | None:
        """Whether it walks out; None for nowhere."""
        return None

    def decides(self, view: View) -> tuple[Numbers, Bools]:
        """Its offer, and whether it accepts instead: never less than its walk-away, or than its red lines."""
        if self.watch is not None:
            self.watch()
        planned = self.offer(view)
        yes = (self.acceptance or self.accepts)(view, planned)
        heeds = view.clock not in self.contract.unheeding
        good = view.offered >= view.walk_away if heeds else view.standing >= 0
        if view.text is not None:  # a version that is worse than the text that stands has no yes
            good = good & (view.offered >= view.worth(view.text))
        return planned, yes & good

    def keep(self, some: Numbers) -> None:
        """Go on with some of the sessions."""
        self.state = {name: array[..., some] for name, array in self.state.items()}

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let go of what it holds beside arrays, once sessions are over."""

    def clone(self) -> Self:
        """One that plays alike from here on."""
        return deepcopy(self)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={getattr(self, name):g}" for name in self.parameters)
        return f"{type(self).__name__}({given})"


@lru_cache(maxsize=1)
def strategies() -> dict[str, type[Strategy]]:
    """Every strategy by each of its names, in alphabetical order."""
    from . import strategies as folder

    found: dict[str, type[Strategy]] = {}
    for module in iter_modules(folder.__path__):
        held = vars(import_module(f"{folder.__name__}.{module.name}")).values()
        for kind in held:
            if (
                isinstance(kind, type)
                and issubclass(kind, Strategy)
                and kind.__module__.endswith(module.name)
            ):
                found |= dict.fromkeys(kind.names, kind)
    return dict(sorted(found.items()))


def made(texts: Iterable[str], *, path: str = "strategies") -> list[Strategy]:
    """Strategies as they are typed, ``name:parameter=number:…@acceptance``; all that is wrong in one error.

    >>> made(["boulware:beta=0.1", "linear@next:b=0.05|time"])
    [Faratin(beta=0.1, kappa=0, limit=1), Faratin(beta=1, kappa=0, limit=1)]
    """
    faults, found = Faults(), list[Strategy]()
    for text in texts:
        own, is_own, rest = text.partition(".py:")
        chosen, has, condition = (rest if is_own else text).partition("@")
        player = _made(faults, f"{own}.py:{chosen}" if is_own else chosen, path)
        if player is not None:
            player.acceptance = read_acceptance(faults, condition, path) if has else None
            found.append(player)
        elif has:
            read_acceptance(faults, condition, path)
    faults.raise_if_any(UsageError)
    return found


def _made(faults: Faults, text: str, path: str) -> Strategy | None:
    """One strategy without its condition; None, and noted, where there is no such strategy."""
    if ".py:" in text:
        own: Strategy = import_module(".plain", __package__).OwnStrategy(text.strip())
        return own
    name, *rest = (part.strip() for part in text.split(":"))
    kind = strategies().get(name)
    if kind is None:
        faults.add(unknown(name, strategies(), path=path))
        return None
    return kind(**{**kind.names[name], **read_parameters(faults, kind.parameters, name, rest, path)})
