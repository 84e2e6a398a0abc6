"""`python -m percutis` is `percutis`."""

from percutis.cli import main

main()
