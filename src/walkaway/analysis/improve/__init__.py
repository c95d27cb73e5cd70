"""From a given deal: what dominates it, trades, alternatives, measures, steps."""
