"""The core's answers for other systems: they send a file of the public format and get the Decision that a page shows.

A program comes in by its own key and sees no record of the clinic. Nothing that it sends is kept.
"""
