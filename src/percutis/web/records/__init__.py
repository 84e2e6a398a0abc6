"""Every clinical table, the services that write them, the selectors that read them, and the core behind both."""
