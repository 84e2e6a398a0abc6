"""What must be true of an edition, one idea per module. Each check yields every problem that it finds."""
