"""`python -m percutis` is `percutis`."""

from percutis.cli import main

if __name__ == "__main__":  # a web process that is spawned imports this module again
    main()
