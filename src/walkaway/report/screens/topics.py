"""Which issues a statement is about: those that cite its words, else those whose own words it uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from ...case import Case, Cite
from ...case.walk import cites_of
from ...evidence.findings import Statement
from ...evidence.speech.likeness import terms
from .case_documents import rests_on

__all__ = ["Topics"]

MOST_ISSUES: Final = 2


class Topics:
    """The issues of a case, ready to be asked about.

    Parameters
    ----------
    case : Case

    Notes
    -----
    A word counts for an issue only if no other issue uses it in its title or its options; one word is enough
    if it stands in the title.
    """

    def __init__(self, case: Case) -> None:
        self.titles: Mapping[str, str] = {issue: case.issue_label(issue) for issue in case.issues}
        self.cites: dict[str, list[tuple[str, Cite]]] = defaultdict(list)
        for path, cite in cites_of(case):
            issue = next((str(part) for part in path[1:] if part in case.issues), "")
            if issue and path[0] in ("issues", "preferences"):
                self.cites[cite.document].append((issue, cite))
        words = {
            issue: {
                term
                for title in (record.title, *(option.title for option in record.options.values()))
                for term in terms(title)
            }
            for issue, record in case.issues.items()
        }
        self.heads = {issue: frozenset(terms(title)) for issue, title in self.titles.items()}
        used = Counter(term for some in words.values() for term in some)
        self.words = {
            issue: frozenset(term for term in some if used[term] == 1) for issue, some in words.items()
        }

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Ids of the issues that a statement is about, in the order of the case; at most two."""
        cited = {issue for issue, cite in self.cites[statement.document] if rests_on(statement, cite)}
        said = {term for quote in statement.content for term in terms(quote.text)}
        shared = {issue: self._shared(issue, said) for issue in self.titles}
        ranked = sorted(
            (issue for issue in self.titles if issue in cited or shared[issue]),
            key=lambda issue: (issue not in cited, -shared[issue]),
        )[:MOST_ISSUES]
        return tuple(issue for issue in self.titles if issue in ranked)

    def _shared(self, issue: str, said: set[str]) -> int:
        common = self.words[issue] & said
        return len(common) if len(common) > 1 or common & self.heads[issue] else 0
