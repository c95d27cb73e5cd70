"""Words of general English that more than one reader needs, and how a set of words is written."""

from __future__ import annotations

from typing import Final

__all__ = ["ROLE_NOUNS", "TITLES", "word_set"]


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once.

    Examples
    --------
    >>> sorted(word_set("mr mrs dr mr"))
    ['dr', 'mr', 'mrs']
    """
    return frozenset(words.split())


TITLES: Final = word_set("""
    mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor
    king queen prince princess senator sen representative rep congressman congresswoman governor gov
    general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral adm commander
    judge justice secretary ambassador envoy chairman chairwoman chair director chief spokesman
    spokeswoman spokesperson speaker leader foreign defense defence interior finance deputy former
    acting officer pope bishop archbishop cardinal rabbi imam ayatollah sheikh father sister brother
    rev reverend mayor councillor councilman inspector detective coach manager analyst opposition
    ceo cfo premier dictator commissioner superintendent constable attorney
""")
"""Words before a name that are not part of it."""

ROLE_NOUNS: Final = word_set("""
    analyst expert experts researcher professor director fellow spokesman spokeswoman spokesperson
    president minister secretary officer official adviser advisor author editor reporter
    correspondent lawyer attorney economist scientist historian leader chief head manager executive
    chairman chairwoman chair founder cofounder co-founder scholar lecturer specialist consultant
    strategist diplomat ambassador envoy negotiator commander general judge senator representative
    congressman congresswoman governor mayor coach captain player student teacher doctor engineer
    activist campaigner organizer organiser coordinator member partner principal associate assistant
    commissioner inspector detective sergeant superintendent curator critic columnist journalist
    broker trader investor banker developer owner resident farmer worker nurse physician
    psychologist biologist physicist chemist ecologist geologist meteorologist climatologist
    epidemiologist sociologist
""")
