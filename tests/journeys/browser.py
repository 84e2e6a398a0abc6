"""A real Chromium: the machine's own, else the one that npm's `@sparticuz/chromium` carries, unpacked once."""

import io
import os
import shutil
import tarfile
from pathlib import Path

import brotli

ROOT = Path(__file__).parents[2]
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / "build" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def chromium() -> tuple[str, dict[str, str]]:
    """The program, and the environment that it needs."""
    for name in NAMES:
        if found := shutil.which(name):
            return found, dict(os.environ)
    program = UNPACKED / "chromium"
    if not program.exists():
        _unpack(program)
    folders = {"LD_LIBRARY_PATH": str(UNPACKED / "lib"), "FONTCONFIG_PATH": str(UNPACKED)}
    return str(program), {**os.environ, **folders}


def _unpack(program: Path) -> None:
    """Beside and renamed at last, so that two test processes agree on one."""
    part = UNPACKED.with_name(f"chromium-{os.getpid()}")
    part.mkdir(parents=True, exist_ok=True)
    for packed in PACKED.glob("*.tar.br"):
        with tarfile.open(fileobj=io.BytesIO(brotli.decompress(packed.read_bytes()))) as archive:
            archive.extractall(part, filter="data")
    (part / "chromium").write_bytes(brotli.decompress((PACKED / "chromium.br").read_bytes()))
    (part / "chromium").chmod(0o755)
    try:
        part.rename(UNPACKED)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
    if not program.exists():
        raise FileNotFoundError(f"{program}: npm's @sparticuz/chromium is not installed (make test installs it)")
