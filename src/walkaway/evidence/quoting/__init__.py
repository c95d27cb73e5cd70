"""Words against sources: quotes verified in tiers, selectors, search."""
