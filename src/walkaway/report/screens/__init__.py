"""The screens of a brief, one for each question: its words, its chart, and what its template is given."""
