"""Cuts the Urdu font down to what a page needs, so that the first page stays small: `python -m percutis.web.ui.fonts`.

Takes Noto Nastaliq Urdu (OFL) as npm installs it and writes the cut font and its stylesheet to the folder of assets.
"""

from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[4]
INSTALLED = ROOT / "node_modules" / "@fontsource" / "noto-nastaliq-urdu" / "files"
SOURCE = INSTALLED / "noto-nastaliq-urdu-arabic-400-normal.woff2"
ASSETS = ROOT / "build" / "assets" / "fonts"
# Urdu letters, the Arabic ones that people type in names, marks, digits, punctuation and joiners.
KEPT = (
    "U+0020-0022,U+0028,U+0029,U+002E,U+003A,U+060C,U+061B,U+061F,U+0621-063A,U+0640-0652,U+0654,U+0670,U+0679,U+067E,"
    "U+0686,U+0688,U+0691,U+0698,U+06A9,U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06D2-06D4,U+06F0-06F9,U+200C,U+200D"
)
SHEET = """\
@font-face {
  font-family: "Nastaliq";
  src: url("nastaliq-urdu.woff2") format("woff2");
  font-display: swap;
  size-adjust: 108%;
  unicode-range: U+0600-06FF, U+200C-200D;
}
"""


def main() -> None:
    """Write the font, or say why there is none: pages then use the reader's own."""
    if not SOURCE.is_file():
        print("The Urdu font is not installed: pages in Urdu use the reader's own.")  # noqa: T201
        return
    ASSETS.mkdir(parents=True, exist_ok=True)
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(KEPT))
    with subset.load_font(str(SOURCE), options, lazy=False) as font:
        cutter.subset(font)
        subset.save_font(font, str(ASSETS / "nastaliq-urdu.woff2"), options)
    (ASSETS / "fonts.css").write_text(SHEET)


if __name__ == "__main__":
    main()
