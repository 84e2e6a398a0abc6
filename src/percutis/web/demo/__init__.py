"""A made-up clinic with patients at every point of the journey, written by the same services as a real one."""
