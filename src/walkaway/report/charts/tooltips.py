"""What a chart says of a deal or an offer when it is pointed at; plain text, never marked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...case.titles import open_words
from ..language.phrases import one_line, shown_places, written_values

if TYPE_CHECKING:
    from ...analysis.answers import Answers
    from .sample import Mark


class Tooltips:
    """The words of one case for its tooltips."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.case = answers, answers.case
        issues = self.case.issues.values()
        self.labels = [one_line(self.case.label(who)) for who in self.case.parties]
        self.params = {
            "parties": self.labels,
            "issues": [one_line(record.title) for record in issues],
            "options": [[one_line(option.title) for option in record.options.values()] for record in issues],
        }

    def expression(self, values: Sequence[Sequence[float]]) -> str:
        """Vega expression: the text of a deal given as option numbers ``p`` and values ``x``, ``y``."""
        places = shown_places(self.answers, values)
        first, second = (
            f"words.parties[{side}] + ' ' + format(datum.{name}, ',.{places[side]}~f')"
            for side, name in enumerate("xy")
        )
        lines = (
            f"words.issues[{j}] + ': ' + words.options[{j}][datum.p[{j}]]"
            for j in range(len(self.case.issues))
        )
        return " + '\\n' + ".join([f"{first} + ' · ' + {second}", *lines])

    def _values(self, mark: Mark) -> str:
        texts = written_values(mark.value, shown_places(self.answers, [mark.value]))
        pairs = zip(self.labels, texts, strict=True)
        return " · ".join(f"{label} {text}" for label, text in pairs)

    def _terms(self, terms: Mapping[str, str]) -> str:
        return "\n".join(
            f"{one_line(self.case.issue_label(i))}: {one_line(self.case.option_label(i, o))}"
            for i, o in terms.items()
        )

    def deal(self, title: str, mark: Mark) -> str:
        """Tooltip of a deal with a name."""
        return f"{title}\n{self._values(mark)}\n{self._terms(mark.deal)}"

    def offer(self, mark: Mark) -> str:
        """Tooltip of an offer: what it named, and what it left open, marked."""
        head = f"Offer {mark.name} by {one_line(self.case.label(mark.who))}"
        filled = one_line(open_words(self.case, mark.deal, mark.open, mark.who))
        return "\n".join(filter(None, (head, self._values(mark), self._terms(mark.terms), filled)))
