"""The case room: everything about one negotiation as frozen records, YAML in and out, checked by name."""

from .edit import edit_case, edit_text
from .judgement import Cite, Judgement, Judgements, Order
from .read import CaseFile, read_case, read_case_text
from .records import (
    Agreement,
    Belief,
    Case,
    Event,
    Evidence,
    Interaction,
    Issue,
    Option,
    Party,
    Pattern,
    Preference,
    Ratifier,
)
from .schema import case_schema
from .weighing import EXPLANATIONS
from .write import to_plain, to_yaml

__all__ = [
    "EXPLANATIONS",
    "Agreement",
    "Belief",
    "Case",
    "CaseFile",
    "Cite",
    "Event",
    "Evidence",
    "Interaction",
    "Issue",
    "Judgement",
    "Judgements",
    "Option",
    "Order",
    "Party",
    "Pattern",
    "Preference",
    "Ratifier",
    "case_schema",
    "edit_case",
    "edit_text",
    "read_case",
    "read_case_text",
    "to_plain",
    "to_yaml",
]
