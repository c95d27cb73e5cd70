"""Tournaments: every pairing of strategies on every case in every seat, kept so that a run can go on."""
