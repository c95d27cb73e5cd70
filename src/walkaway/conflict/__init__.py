"""Graph models of a conflict: ordinal states and moves, what is stable in them, and how they develop."""
