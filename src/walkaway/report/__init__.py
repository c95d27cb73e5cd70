"""Results into words, charts and one self-contained page; a summary for the terminal."""

from .draft import DraftBrief, draft_brief
from .make import Brief, make_brief

__all__ = ["Brief", "DraftBrief", "draft_brief", "make_brief"]
