"""The pure core: values in, decisions out. No clock, no files, no randomness; time comes in as an argument."""
