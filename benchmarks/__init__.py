"""Budgets and peers, measured in one run and printed as tables with ratios. `python -m benchmarks`."""
