"""Photographs with known truth: how well pairs are aligned, and how small a change of skin is found."""
