"""Everything about one negotiation as frozen records, YAML in and out, checked by name."""

from .accounts import under
from .agreement import Agreement, Level, Majority
from .documents import Account, Handling, Kept, Telling
from .edit import edit_case, edit_text
from .judgement import Cite, Judgement
from .judgements import Judgements
from .order import Order
from .patterns import Choice
from .read import CaseFile, read_case, read_case_text
from .records import (
    Belief,
    Case,
    Event,
    Evidence,
    Fallback,
    Function,
    Interaction,
    Issue,
    Option,
    Part,
    Party,
    Pattern,
    Preference,
    Ratifier,
    Span,
)
from .schema import case_schema
from .weighing import EXPLANATIONS
from .write import to_plain, to_yaml

__all__ = [
    "EXPLANATIONS",
    "Account",
    "Agreement",
    "Belief",
    "Case",
    "CaseFile",
    "Choice",
    "Cite",
    "Event",
    "Evidence",
    "Fallback",
    "Function",
    "Handling",
    "Interaction",
    "Issue",
    "Judgement",
    "Judgements",
    "Kept",
    "Level",
    "Majority",
    "Option",
    "Order",
    "Part",
    "Party",
    "Pattern",
    "Preference",
    "Ratifier",
    "Span",
    "Telling",
    "case_schema",
    "edit_case",
    "edit_text",
    "read_case",
    "read_case_text",
    "to_plain",
    "to_yaml",
    "under",
]
