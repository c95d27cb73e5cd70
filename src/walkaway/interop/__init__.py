"""Files of other programs: Genius XML, GeniusWeb JSON, NegMAS folders, NegoLog folders; data only.

Reading gives a case and the list of what could not be carried over; writing gives files and the same kind
of list. Nothing that a file names is imported, expanded or executed.
"""

from .choosing import FORMATS, Chosen, choose
from .loaded import ForeignFile, load_foreign
from .reading import read_chosen, read_foreign
from .records import Export, SourceFile
from .safe import ImportFault
from .tocase import Import
from .writing import write_foreign

__all__ = [
    "FORMATS", "Chosen", "Export", "ForeignFile", "Import", "ImportFault", "SourceFile", "choose",
    "load_foreign", "read_chosen", "read_foreign", "write_foreign",
]  # fmt: skip
