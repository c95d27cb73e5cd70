"""Models of what another seat wants, learnt from its offers. What stands here is known by its name."""
