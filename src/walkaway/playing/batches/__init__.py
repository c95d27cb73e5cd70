"""Protocols as array programs: what a state machine of :mod:`..protocols` does, in many sessions at once."""
