"""Tournaments: every pairing of strategies on every case in every seat, in files that another run goes on with."""
