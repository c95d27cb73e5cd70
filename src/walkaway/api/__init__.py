"""The Python API: load a case, then one function for each question.

Every function takes a name of the catalogue, a path, what :func:`load` returns, a bare
:class:`~walkaway.case.Case`, or answers that were already computed, and gives a frozen record with
``to_dict()``. The command line says the same with the same words. What is wrong about what was asked is one
:class:`~walkaway.errors.UsageError` with everything in it.
"""

from .answering import analyse, brief, conditions, deals, likely, zone
from .dealing import terms_in
from .given import improve, improve_noted, steps, variants
from .loading import cases, check, load, schema
from .papers import cite, draft, read
from .reasons import bridge, sensitivity, why, without
from .solving import divide, frontier, lotteries, solutions

__all__ = [
    "analyse", "bridge", "brief", "cases", "check", "cite", "conditions", "deals", "divide", "draft",
    "frontier", "improve", "improve_noted", "likely", "load", "lotteries", "read", "schema", "sensitivity",
    "solutions", "steps", "terms_in", "variants", "why", "without", "zone",
]  # fmt: skip
