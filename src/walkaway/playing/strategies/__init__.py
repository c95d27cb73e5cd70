"""The strategies: one class, one file. Whatever stands here is known by its names."""
