"""The tools of others, set on Percutis: `make audit`, or `python -m tests.audit code parts interface pages`."""
