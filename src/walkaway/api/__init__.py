"""The Python API: load a case, then one function for each question.

Every function takes what :func:`load` returns (or a bare :class:`~walkaway.case.Case`) and gives a frozen
record with ``to_dict()``. The command line says the same with the same words.
"""

from .answering import (
    analyse,
    brief,
    conditions,
    deals,
    divide,
    frontier,
    likely,
    lotteries,
    solutions,
    zone,
)  # fmt: skip
from .given import improve, improve_noted, steps, variants
from .loading import cases, check, choices_of, load, rule_of, schema
from .papers import cite, draft, read
from .reasons import bridges, diagnose, sensitivity, without

__all__ = [
    "analyse", "bridges", "brief", "cases", "check", "choices_of", "cite", "conditions", "deals", "diagnose",
    "divide", "draft", "frontier", "improve", "improve_noted", "likely", "load", "lotteries", "read",
    "rule_of", "schema", "sensitivity", "solutions", "steps", "variants", "without", "zone",
]  # fmt: skip
