"""What matters and what to find out first: swings, flips, the worth of knowing."""
