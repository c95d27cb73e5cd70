"""What the form of a document tells before any rule of language: paragraphs, labels, clauses, kinds."""
