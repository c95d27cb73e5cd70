"""A language model as the drafter, where somebody asked for one: what counts are words of the documents."""
