"""Files of other programs: Genius XML, GeniusWeb JSON, NegMAS folders, NegoLog folders; data only.

Reading gives a case and the list of what could not be carried over; writing gives files and the same kind
of list. Nothing that a file names is imported, expanded or executed.
"""

from .choosing import Chosen, choose
from .conversion import Import
from .programs import Export, ForeignFile, load_foreign, read_chosen, read_foreign, write_foreign
from .safe import ImportFault, SourceFile

__all__ = [
    "Chosen", "Export", "ForeignFile", "Import", "ImportFault", "SourceFile", "choose", "load_foreign",
    "read_chosen", "read_foreign", "write_foreign",
]  # fmt: skip
