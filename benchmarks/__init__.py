"""Benchmarks: ``python -m benchmarks`` runs all of them and rewrites ``benchmarks/RESULTS.md``."""
