"""What is unsafe or unhealthy about this installation, in plain words, each with what to do."""
