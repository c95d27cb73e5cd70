"""Documents into passages and statements, with offsets; cites verified word by word; first cases drafted."""

from .cites import Located, locate, verify_cites
from .documents_folder import CaseDocument, Documents, read_documents

__all__ = ["CaseDocument", "Documents", "Located", "locate", "read_documents", "verify_cites"]
