"""The words of the interface (headings, units): whatever is not clinical. Clinical wording is the edition's."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from percutis.protocol.kept import kept
from percutis.protocol.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "phrases"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, by key."""

    language: str
    said: dict[str, str]

    def __call__(self, key: str, **holes: object) -> str:
        """The phrase with its named holes filled. A key that is not there is a mistake of ours: KeyError."""
        phrase = self.said[key]
        return phrase.format(**holes) if holes else phrase


@cache
def load_phrases(language: str) -> Phrases:
    """The phrases of a language; English where the interface does not speak it."""
    path = FOLDER / f"{language}.yaml"
    path = path if path.is_file() else FOLDER / "en.yaml"
    return Phrases(language, kept(f"phrases-{path.stem}", (path,), dict, lambda: read_yaml(path)))
