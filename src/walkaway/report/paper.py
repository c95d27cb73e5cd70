"""The paper that a brief is printed on."""

from __future__ import annotations

from enum import StrEnum


class PaperSize(StrEnum):
    """A size of paper, by the name that style sheets know too."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size_cm(self) -> tuple[float, float]:
        """Width and height, in centimetres.

        >>> PaperSize.A4.size_cm, PaperSize.LETTER.size_cm
        ((21.0, 29.7), (21.59, 27.94))
        """
        return {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}[self.value]
