"""One package a question: pure functions on spaces and draws; results are frozen records."""
