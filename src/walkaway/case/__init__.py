"""Everything about one negotiation as frozen records, YAML in and out, checked by name."""

from .accounts import under
from .aftermath import Aftermath, AfterOption, NoMove, Wished, Wishes
from .agreement import Agreement, Level, Majority
from .as_plain import to_plain
from .edit import edit_case, edit_text
from .expected import Expected, Following
from .history import EXPLANATIONS, Account, Dismissed, Event, Evidence, Handled, Handling, Kept, Telling
from .issues import Issue, Option
from .judgement import Cite, Judgement
from .judgements import Judgements, Order
from .patterns import Choice, Function, Interaction, Part, Pattern, Span
from .phasing import Delivery, Guarantor, Phasing, Prices, Sites
from .procedure import PROTOCOLS, OfficialMandate, Procedure
from .read import CaseFile, read_case, read_case_text
from .records import Belief, Case, Fallback, Party, Preference, Ratifier
from .write import case_schema, to_yaml

__all__ = [
    "EXPLANATIONS", "PROTOCOLS", "Account", "AfterOption", "Aftermath", "Agreement", "Belief", "Case",
    "CaseFile", "Choice", "Cite", "Delivery", "Dismissed", "Event", "Evidence", "Expected", "Fallback",
    "Following", "Function", "Guarantor", "Handled", "Handling", "Interaction", "Issue", "Judgement",
    "Judgements", "Kept", "Level", "Majority", "NoMove", "OfficialMandate", "Option", "Order", "Part",
    "Party", "Pattern", "Phasing", "Preference", "Prices", "Procedure", "Ratifier", "Sites", "Span",
    "Telling", "Wished", "Wishes", "case_schema", "edit_case", "edit_text", "read_case",
    "read_case_text", "to_plain", "to_yaml", "under",
]  # fmt: skip
