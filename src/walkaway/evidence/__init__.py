"""The evidence room: documents as they are, and cites verified word by word."""

from .cites import Located, locate, verify_cites
from .documents import CaseDocument, Documents, read_documents

__all__ = ["CaseDocument", "Documents", "Located", "locate", "read_documents", "verify_cites"]
