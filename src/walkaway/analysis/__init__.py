"""The analysis room: pure functions on spaces and draws; results are frozen records."""
