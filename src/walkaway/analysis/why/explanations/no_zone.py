"""No zone: the parties themselves had no deal that all of them preferred to walking away.

Signature: in a draw, no deal passes even without ratifiers. Then nothing that was said at the table could
have helped (Sebenius and Singh 2013 argue so for the nuclear talks with Iran in 2012, where no-deal options
looked better than any agreement).

References
----------
Sebenius and Singh (2013), International Security 37(3):52–91.
"""

from __future__ import annotations

from .setting import Finding, TestSetting

__all__ = ["find"]


def find(setting: TestSetting) -> Finding:
    """In which draws the parties have no deal at all."""
    return Finding(~setting.zone_parties)
