"""Writes the golden answers of the latest edition: `python -m tests.golden`. Never after its release."""

from tests.golden.answers import FOLDER, QUESTIONS, answer, shown


def main() -> None:
    """Every question asked and its answer kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in QUESTIONS:
        (FOLDER / f"{name}.json").write_text(shown(answer(name)), "utf-8")


main()
