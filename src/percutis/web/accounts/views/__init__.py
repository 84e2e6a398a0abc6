"""Pages of logging in, of the second factor, and the way to one's clinic."""
