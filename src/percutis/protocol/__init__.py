"""The cited protocol (editions of YAML files) and the only code that reads it."""
