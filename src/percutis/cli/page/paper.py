"""The sheet that a page is written on: lines that wrap, in colours that switch off when the output is piped.

A language from the right keeps the same lines; each begins with a mark that gives its direction.
"""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from percutis.domain.decision import Sentence
from percutis.domain.edition.basis import Cite
from percutis.domain.edition.edition import Edition
from percutis.domain.edition.texts import Texts
from percutis.interop.phrases import load_phrases
from percutis.interop.wording import END_ISOLATE, ISOLATE, is_right_to_left, isolated, label, labels, say

WIDEST, NARROWEST = 110, 40
NARROW = 52  # a right column slimmer than this is put below its left one
RIGHT_TO_LEFT_MARK = "\u200f"
FIRST_SOURCES = 2  # how many sources a page that is not full names after a rule
DIM, STRONG, HEADING = "dim", "bold", "bold cyan"

Part = str | tuple[str, str]


class Paper:
    """One answer's page. Remembers every source it names, for the legend at its foot.

    A page that is not `full` names the first sources of a line and counts the others.
    """

    def __init__(self, texts: Texts, edition: Edition, console: Console | None = None, *, full: bool = True) -> None:
        self.texts = texts
        self.edition = edition
        self.full = full
        self.phrases = load_phrases(texts.language)
        self.console = console or Console(highlight=False, markup=False, emoji=False)
        self.width = max(NARROWEST, min(WIDEST, self.console.width))
        self.mark = RIGHT_TO_LEFT_MARK if is_right_to_left(texts) else ""
        self.cited: dict[str, None] = {}
        self.seen: dict[str, None] = {}
        self.rows: list[Text] = []

    def line(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, wrapped; lines after the first are indented by `hang` more."""
        self._lay(" " * indent, " " * (indent + hang), Text.assemble(*parts))

    def row(self, left: str, *parts: Part, indent: int = 0, column: int = 32) -> None:
        """A line of two columns; on a narrow sheet the right one stands below the left."""
        if self.width < NARROW + column:
            if left:
                self.line((left, "cyan"), indent=indent)
            self.line(*parts, indent=indent + 2)
            return
        gap = " " * max(2, column - cell_len(left))
        first = Text.assemble(" " * indent, (left, "cyan"), gap)
        self._lay(first, " " * (indent + column), Text.assemble(*parts))

    def items(self, items: Iterable[str], style: str = "", *, indent: int = 0, gap: str = " · ") -> None:
        """Items side by side, as many as a line holds; none is broken unless it is longer than the line."""
        line = ""
        for item in items:
            joined = f"{line}{gap}{item}" if line else item
            if line and cell_len(joined) > self.width - indent:
                self.line((line, style), indent=indent)
                joined = item
            line = joined
        if line:
            self.line((line, style), indent=indent)

    def _lay(self, first: str | Text, next_ones: str, text: Text) -> None:
        for row in text.wrap(self.console, self.width - len(next_ones), overflow="fold"):
            row.rstrip()
            self.rows.append(Text.assemble(self.mark, first, row))
            first = next_ones

    def blank(self) -> None:
        """An empty line."""
        self.rows.append(Text())

    def print(self) -> None:
        """Put the whole page out at once."""
        self.console.print(*self.rows, sep="\n", no_wrap=True, overflow="ignore", crop=False)

    def heading(self, key: str, **holes: object) -> None:
        """A heading of the interface, with air above it."""
        self.blank()
        self.line((isolated(self.phrases(key, **holes), self.texts), HEADING))

    def phrase(self, key: str, **holes: object) -> str:
        """A phrase of the interface, with its quantities isolated."""
        return isolated(self.phrases(key, **holes), self.texts)

    def said(self, sentence: Sentence) -> str:
        """A sentence of the edition, as to a clinician."""
        return say(sentence, self.texts)

    def word(self, kind: str, code: str) -> str:
        """The name of a word of the vocabulary."""
        return label(kind, code, self.texts)

    def words(self, kind: str, codes: Iterable[str]) -> str:
        """The names of several words."""
        return labels(kind, codes, self.texts)

    def quantity(self, text: str) -> str:
        """A number with its unit, safe in either direction."""
        return isolated(text, self.texts)

    def drawing(self, text: str) -> str:
        """A drawing that runs from the left in every language."""
        return f"{ISOLATE}{text}{END_ISOLATE}" if self.mark else text

    def cites(self, cites: Iterable[Cite]) -> str:
        """The keys of the sources, each once; remembered for the legend."""
        keys = list(dict.fromkeys(cite.key for cite in cites))
        self.cited.update(dict.fromkeys(keys))
        named = keys if self.full else keys[:FIRST_SOURCES]
        more = f" +{len(keys) - len(named)}" if len(named) < len(keys) else ""
        return self.drawing(", ".join(named) + more) if keys else ""

    def basis(self, evidence: str, rule: str, cites: Iterable[Cite], strength: str = "") -> str:
        """What a line rests on: `[secondary, clinic] rule · sources`."""
        return f"{self.standing(evidence, strength)} {self.dots(self.drawing(rule), self.cites(cites))}"

    def standing(self, evidence: str, strength: str = "") -> str:
        """How a source was seen and what kind it is, by their codes: `[secondary, clinic]`; the legend words them."""
        self.seen.update({evidence: None})
        return self.drawing(f"[{', '.join(filter(None, (evidence, strength)))}]")

    def dots(self, *parts: str) -> str:
        """What is left of the parts, joined by dots."""
        return " · ".join(part for part in parts if part)
