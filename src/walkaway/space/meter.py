"""How long something would take, found from its beginning: what would take too long is refused early."""

from __future__ import annotations

from time import thread_time

from ..errors import Fault, UsageError

MOST_SECONDS = 60.0
"""Most processor seconds for one pass over deals and draws."""
_FIRST = 2.0  # so many seconds tell how long it takes


class Meter:
    """The processor seconds that a pass over so many draws has taken, and will take."""

    def __init__(self, draws: int, most: float = MOST_SECONDS) -> None:
        self._draws, self._most, self._begun = draws, most, thread_time()

    def at(self, share: float) -> None:
        """Refuse more draws than can be gone through in time; what is half done is done to its end.

        Raises
        ------
        UsageError
            With about how long it would take, and how many draws would not take too long.
        """
        used = thread_time() - self._begun
        if used < min(_FIRST, self._most) or share >= 0.5 or used <= share * self._most:
            return
        needed, fewer = used / share, int(self._draws * self._most * share / used)
        fewer -= fewer % 10 ** (len(str(fewer)) - 1)  # one digit: it is an estimate
        found = f"{self._draws:,} draws, which would take about {needed / 60:.0f} minutes of a processor"
        right = f"at most {max(1, fewer):,} draws, which take one"
        raise UsageError([Fault(path="draws", found=found, expected=right)])
