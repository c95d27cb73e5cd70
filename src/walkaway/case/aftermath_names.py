"""Check that the names of what follows no deal fit its case, and that all who can act then want something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import UsageError, quoted
from .aftermath import Aftermath
from .expected import Expected
from .lines import Path
from .name_checks import NameChecks
from .wishes import wish

OPTION = "an option of the aftermath"
"""What the name of one is, in words."""
_HOME: Path = ("aftermath", "options")


def check_aftermath(checks: NameChecks) -> None:
    """Collect what does not fit in the aftermath of a case, and in the walk-aways that rest on it."""
    after, rested = checks.case.aftermath, list(_walk_aways(checks))
    if after is None:
        return
    for path, names in (*rested, *_patterns(after)):
        for name in names:
            checks.unknown((*path, name), name, after.options, OPTION, _HOME, ("parties",))
    for option, record in after.options.items():
        for who in record.by:
            known = checks.somebody((*_HOME, option, "by"), who) is None
            if known and who not in after.wants and not checks.lines.left_out(("aftermath", "wants")):
                found = f"nothing of {quoted(who)}, who can do {quoted(option)}"
                checks.add(("aftermath", "wants"), found, "what it wants, in order of priority")
    for place, bar in enumerate(after.no_move):
        if bar.by:
            checks.somebody(("aftermath", "no_move", place, "by"), bar.by)
    for who in after.wants:
        checks.somebody(("aftermath", "wants", who), who)
        _wishes(checks, after, who)


def _wishes(checks: NameChecks, after: Aftermath, who: str) -> None:
    """Check the wishes of a party, each read word by word."""
    for place, one in enumerate(after.wants[who].wishes):
        path: Path = ("aftermath", "wants", who, "wishes", place)
        try:
            wish(one.wish, tuple(after.options))
        except UsageError as error:
            told = error.faults[0]
            here = path if path in checks.lines.known else ("aftermath", "wants", who, place)
            checks.add(here, told.found, told.expected, told.hint)


def _patterns(after: Aftermath) -> Iterator[tuple[Path, Iterable[str]]]:
    """Every place that names options, with their names."""
    for key in ("impossible", "same"):
        for place, pattern in enumerate(getattr(after, key)):
            yield ("aftermath", key, place), pattern
    for place, bar in enumerate(after.no_move):
        yield ("aftermath", "no_move", place, "from"), bar.from_
        yield ("aftermath", "no_move", place, "to"), bar.to
    for who, want in after.wants.items():
        yield ("aftermath", "wants", who, "weights"), want.weights


def _walk_aways(checks: NameChecks) -> Iterator[tuple[Path, Iterable[str]]]:
    """The same of walk-aways that rest on states; a fault where there are none to rest on."""
    for who, preference in checks.case.preferences.items():
        own: dict[Path, object] = {("preferences", who): preference.walk_away}
        for about, belief in preference.believes.items():
            own["preferences", who, "believes", about] = belief.walk_away
        for path, away in own.items():
            where: Path = (*path, "walk_away", "aftermath")
            if not isinstance(away, Expected) or checks.lines.left_out(("aftermath",)):
                continue
            if checks.case.aftermath is None:
                checks.add(where, "no aftermath in the case", "aftermath: options and wants")
                continue
            for place, one in enumerate(away.aftermath):
                yield (*where, place, "when"), one.when
