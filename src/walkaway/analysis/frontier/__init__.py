"""The exact frontier and its engines: merging, enumeration, programs."""
