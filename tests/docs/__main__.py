"""Writes the generated documents: `python -m tests.docs`, or `make docs`."""

from tests.docs.generated import DOCUMENTS


def main() -> None:
    """Every document anew; the same code and edition give the same bytes."""
    for path, write in DOCUMENTS.items():
        path.write_text(write(), "utf-8")


main()
