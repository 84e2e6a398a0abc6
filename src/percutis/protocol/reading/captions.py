"""What fields, sections and states are called, by language. Clinical words are labels of the edition, not captions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from percutis.protocol.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "captions"
DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Captions:
    """The captions of one language, by key."""

    language: str
    said: dict[str, str]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from the right."""
        return self.language in ("ur", "ar", "fa")

    def __call__(self, key: str, **holes: object) -> str:
        """The caption with its named holes filled; a key that is missing is a mistake of ours: KeyError."""
        return self.said[key].format(**holes) if holes else self.said[key]

    def of_field(self, kind: type, field: str) -> str:
        """What a field of a type is called; the type's own caption goes before the general one."""
        return self.said.get(f"{kind.__name__}.{field}") or self.said[field]

    def of_word(self, word: str) -> str:
        """A word of a closed list in words; a word without a caption stands as it is."""
        return self.said.get(f"said.{word}", word.replace("_", " "))


@cache
def load_captions(language: str) -> Captions:
    """The captions of a language; English where there are none."""
    path = FOLDER / f"{language}.yaml"
    if not path.is_file():
        return load_captions(DEFAULT)
    return Captions(language, {str(key): str(value) for key, value in read_yaml(path).items()})
