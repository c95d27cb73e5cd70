"""Paths: carrying a deal out step by step, so that nobody gains by breaking it off."""
