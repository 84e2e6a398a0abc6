"""The bibliography: read whole, in plain words, with its mistakes named."""

from pathlib import Path

import pytest

from percutis.domain.errors import InputError
from percutis.protocol.sources import SEEN, by_any_key, plain_text, read_sources


def written(tmp_path: Path, text: str) -> Path:
    """A bibliography of its own."""
    path = tmp_path / "sources.bib"
    path.write_text(text, "utf-8")
    return path


def test_sources_are_read_with_all_that_is_said_of_them(tmp_path: Path) -> None:
    """One work with everything: authors cut after three, accents, volume, earlier keys, line."""
    path = written(
        tmp_path,
        r"""% head
@article{koke2020,
  title = {Cut-off points in 0.1\% of {K}arachi},
  author = {K{\"o}ke, Albert and Li, Mei and {World Health Organization} and Fourth, Person},
  year = {2020}, journal = {J Test}, volume = {7}, number = {2}, pages = {1--9},
  doi = {10.1000/x_y}, ids = {koke, k\_2020}, seen = {secondary}, note = {abstract},
}
""",
    )
    source = read_sources(path)["koke2020"]
    assert str(source) == (
        "Köke A, Li M, World Health Organization et al. (2020). Cut-off points in 0.1% of Karachi. J Test 7(2):1–9."
    )
    assert source.short == "Köke A, Li M, World Health Organization et al. 2020"
    assert source.link == "https://doi.org/10.1000/x_y"
    assert (source.seen, source.note, source.line) == ("secondary", "abstract", 2)
    assert set(by_any_key({"koke2020": source})) == {"koke2020", "koke", "k_2020"}


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ("url = {https://example.org/a_b%20c}, doi = {10.1/x}", "https://example.org/a_b%20c"),
        ("pmid = {123}", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("year = {2020}", None),
    ],
)
def test_source_links_where_it_can_be_read(fields: str, link: str | None, tmp_path: Path) -> None:
    """Its own address goes before its DOI, that before PubMed; an address is left as it is."""
    path = written(tmp_path, f"@misc{{a, title = {{A}}, {fields}, seen = {{opened}}}}\n")
    assert read_sources(path)["a"].link == link


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    """Two works may not share a key."""
    path = written(tmp_path, "@misc{a, title = {A}, seen = {opened}}\n\n@misc{a, title = {B}, seen = {opened}}\n")
    with pytest.raises(InputError) as caught:
        read_sources(path)
    assert [problem.place for problem in caught.value.problems] == ["sources.bib:3"]


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"Ren{\'e}", "René"),
        (r"Sch\"a}nd", "Schänd"),
        (r"Fran{\c c}ois", "François"),
        ("``Tram track''", "“Tram track”"),
        (r"A \& B", "A & B"),
        ("1--2", "1–2"),
    ],
)
def test_tex_reads_as_plain_text(tex: str, plain: str) -> None:
    """Accents, quotation marks and dashes of TeX."""
    assert plain_text(tex) == plain


def test_installed_sources_read_as_plain_text() -> None:
    """No TeX is left in what people read of the works that are cited."""
    left = [key for key, source in read_sources().items() if set("\\{}") & set(f"{source}{source.note or ''}")]
    assert left == []


def test_installed_sources_say_how_they_were_seen() -> None:
    """Each work was opened, seen through another page, or is recalled."""
    assert {source.seen for source in read_sources().values()} <= set(SEEN)
