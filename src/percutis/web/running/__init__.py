"""The application as it runs: started, watched, stopped, and asked how it is."""
