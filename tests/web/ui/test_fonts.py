"""The Urdu font of the pages: cut small, holding every letter that is written, and no reason to fail."""

from pathlib import Path

import pytest
from fontTools import ttLib

from percutis.web.ui import fonts

LETTERS = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤأۂة"


@pytest.mark.skipif(not fonts.SOURCE.is_file(), reason="npm's font is not installed")
def test_cut_font_holds_every_letter_and_is_light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is called what, the name is drawn in one hand; and it travels in about a hundred kilobytes."""
    monkeypatch.setattr(fonts, "ASSETS", tmp_path)
    fonts.main()
    cut = tmp_path / "nastaliq-urdu.woff2"
    with ttLib.TTFont(cut) as font:
        drawn = {chr(code) for code in font.getBestCmap()}

    assert set(LETTERS) - drawn == set()
    assert cut.stat().st_size < 110_000
    assert 'url("nastaliq-urdu.woff2")' in (tmp_path / "fonts.css").read_text()


def test_missing_font_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the package the pages use the reader's own font, and nothing fails."""
    monkeypatch.setattr(fonts, "SOURCE", tmp_path / "not-there.woff2")
    monkeypatch.setattr(fonts, "ASSETS", tmp_path / "fonts")
    fonts.main()

    assert (capsys.readouterr().out.count("\n"), (tmp_path / "fonts").exists()) == (1, False)
