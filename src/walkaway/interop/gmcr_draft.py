"""A conflict of the GMCR family as a case file: all of its aftermath, and a draft of the rest.

A case has issues and says what they are worth, which such a conflict does not: places for them are held, to
be named and judged. ``walkaway aftermath`` answers of the case what it answers of the conflict.
"""

from __future__ import annotations

from dataclasses import replace

from ..case import Issue, Preference, Wished, Wishes
from ..case.wishes import Wish
from ..errors import UsageError, quoted
from .conversion import Import

_OPEN, _ISSUE = "to be judged", "issue-1"
_OPTIONS = {"none": "Nothing", "some": "Something, to be named"}


def drafted(found: Import) -> Import:
    """The case as a file holds it.

    Parameters
    ----------
    found : Import
        As :func:`~walkaway.interop.gmcr.read_gmcr` gives it.

    Returns
    -------
    Import
        What it could not carry, and what is still to be said, stand in ``lost``.

    Raises
    ------
    UsageError
        If there is one decision maker alone.
    """
    after = found.case.aftermath
    assert after is not None
    if len(after.wants) < 2:
        raise UsageError.of(f"{quoted(after.who[0])} alone", "two decision makers or more, for a case")
    nothing = Wishes.model_validate({"wishes": [_always(next(iter(after.options)))]})
    wants = {who: want if want.wishes or want.ranking else nothing for who, want in after.wants.items()}
    open_scores = {"walk_away": _OPEN, "scores": {_ISSUE: dict.fromkeys(_OPTIONS, _OPEN)}}
    case = found.case.with_parts(
        issues={_ISSUE: Issue.model_validate({"title": "Issue, to be named", "options": _OPTIONS})},
        preferences={who: Preference.model_validate(open_scores) for who in wants},
        aftermath=after.model_copy(update={"wants": wants}),
    )
    missing = "issues and what they are worth: no such file has them; the case holds places for them"
    return replace(found, case=case, lost=(*found.lost, missing))


def _always(option: str) -> Wished:
    """A wish that always holds, of somebody who wants nothing in particular."""
    one = Wish("option", option=option)
    return Wished(wish=str(Wish("or", (one, Wish("not", (one,))))))
