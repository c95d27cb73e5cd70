"""The brief room: results → words, charts and one self-contained page; a summary for the terminal.

The room can be called: ``walkaway.brief(case)`` is :func:`make_brief`, so that the word means the same
before and after the room is imported.
"""

import sys
from types import ModuleType
from typing import Any

from .draft import DraftBrief, draft_brief
from .make import Brief, make_brief

__all__ = ["Brief", "DraftBrief", "draft_brief", "make_brief"]


class _Room(ModuleType):
    """A module that makes briefs when called."""

    def __call__(self, loaded: Any, **options: Any) -> Brief | DraftBrief:
        return draft_brief(loaded) or make_brief(loaded, **options)


sys.modules[__name__].__class__ = _Room
