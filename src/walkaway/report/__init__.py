"""Results into words, charts and one self-contained page; a summary for the terminal."""
