"""What is read about people and places of work."""
