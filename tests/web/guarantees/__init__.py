"""What must never happen, attacked."""
