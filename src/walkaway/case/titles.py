"""What a case calls its parts, for sentences: titles where the file has ids and paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Case

__all__ = ["deal_words"]


def deal_words(case: Case, deal: Mapping[str, str], between: str = "; ") -> str:
    """A deal, or the terms of one, read whole: ``Fare: Low; Nights: 3``."""
    return between.join(
        f"{case.issue_label(issue)}: {case.option_label(issue, option)}" for issue, option in deal.items()
    )
