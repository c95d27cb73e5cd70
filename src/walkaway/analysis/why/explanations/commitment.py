"""Commitment: a deal was there, but no way to carry it out that both sides would rather keep than break.

Its signature (Fearon 1995; Powell 2006) is about phases: what each side has given by when, what it can take
back, and what it would gain by breaking off. A case says nothing of that as long as a deal has no phases, so
this is reported as not testable, and never guessed. Evidence for and against it is weighed all the same.

References
----------
Fearon (1995), International Organization 49:379–414. Powell (2006), International Organization 60:169–203.
"""

from __future__ import annotations

from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """Not testable: a case has no phases."""
    return setting.untested("it needs the phases of a deal, and a case has none")
