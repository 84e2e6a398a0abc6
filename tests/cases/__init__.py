"""Cases that a clinician can read, in YAML, and what runs them."""
