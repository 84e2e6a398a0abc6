"""The commands as a shell sees them: what they print, where, and with which exit status."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from percutis.cli import COMMANDS, app
from percutis.interop.phrases import load_phrases
from percutis.protocol.load import LATEST
from tests.examples import EXAMPLES, ROOT

INTAKE, SESSION, CHECKIN = (str(EXAMPLES / f"{name}.yaml") for name in ("intake", "session", "checkin"))
ON = ["--on", "2026-11-22"]
ANSWERS = [
    ["assess", INTAKE, *ON],
    ["plan", INTAKE, *ON],
    ["gate", SESSION],
    ["aftercare", SESSION],
    ["triage", CHECKIN],
    ["sun", "--at", "Islamabad", *ON],
    ["screen", str(EXAMPLES / "registry"), *ON],
]
NAMES = [arguments[0] for arguments in ANSWERS]


def run(*arguments: str, text: str | None = None) -> Result:
    """One call of the command line, its output and its errors apart."""
    return CliRunner().invoke(app, list(arguments), input=text)


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own, with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "percutis", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize("arguments", ANSWERS, ids=NAMES)
def test_every_answer_is_a_page(arguments: list[str]) -> None:
    """Exit status 0, the edition's standing said, sources named, nothing on standard error."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Draft edition: not yet approved by a medical director" in result.stdout
    assert "Sources (" in result.stdout


@pytest.mark.parametrize("arguments", ANSWERS, ids=NAMES)
def test_every_answer_is_json_too(arguments: list[str]) -> None:
    """One object on standard output, and nothing else."""
    result = run(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert answer["edition"] == "2026.1"
    assert answer["notice"]


@pytest.mark.parametrize("arguments", ANSWERS, ids=NAMES)
def test_every_answer_speaks_urdu(arguments: list[str]) -> None:
    """Every line begins with the mark of its direction, and the notice is in Urdu."""
    result = run(*arguments, "--language", "ur")
    assert result.exit_code == 0
    assert "میڈیکل ڈائریکٹر" in result.stdout
    assert all(line.startswith("\u200f") for line in result.stdout.splitlines() if line)


@pytest.mark.parametrize("arguments", ANSWERS, ids=NAMES)
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_pages_fit_their_width(arguments: list[str], columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Narrow terminals get narrow pages; wide ones no lines too long to read."""
    monkeypatch.setenv("COLUMNS", str(columns))
    longest = max(map(len, run(*arguments).stdout.splitlines()))
    assert longest <= min(columns, 112)


def test_the_plan_page_says_what_a_doctor_reads_first() -> None:
    """The verdict, then the depth with its bounds, then the dates."""
    page = run("plan", INTAKE, *ON).stdout
    lines = page.splitlines()
    assert lines[0] == "◷  Not yet."
    assert lines[1] == "   Treat from 20 February 2027."
    places = [page.index(text) for text in ("Why", "Zones and depth", "The course (", "Session 1,", "Still to ask")]
    assert places == sorted(places)
    assert "▸ at most 1 mm (first session only)" in page


def test_the_plan_page_is_short_unless_asked_for_in_full() -> None:
    """In full: every bound, source and date, and healing. In short: what decides, and how to see the rest."""
    short, full = run("plan", INTAKE, *ON).stdout, run("plan", INTAKE, *ON, "--full").stdout
    assert len(short.splitlines()) < 0.75 * len(full.splitlines())
    assert [text in short for text in ("▸ at most 1 mm", "the dial ends", "Healing", "--full")] == [
        True,
        False,
        False,
        True,
    ]
    assert [text in full for text in ("▸ at most 1 mm", "the dial ends", "Healing", "--full")] == [
        True,
        True,
        True,
        False,
    ]
    assert (
        run("plan", INTAKE, *ON, "--full", "--format", "json").stdout
        == run("plan", INTAKE, *ON, "--format", "json").stdout
    )


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_sign_of_the_depth_bars_is_explained(language: str) -> None:
    """In the legend below them."""
    page = run("plan", INTAKE, *ON, "--language", language).stdout
    legend = load_phrases(language)("bar_legend")
    assert [sign for sign in "┣┫●╌┊▸" if sign not in legend] == []
    assert legend.split("   ")[0] in page


def test_the_version_is_said_with_the_edition() -> None:
    """As a report of a fault needs it."""
    assert run("--version").stdout == f"percutis {version('percutis')}, edition {LATEST}\n"


def test_a_stopped_session_says_what_comes_first() -> None:
    """Open questions before reasons, and no settings that look as if they may be used."""
    page = run("gate", SESSION).stdout
    assert "Questions that must be answered first: " in page
    assert "Settings, once nothing stops the session" in page
    assert "Settings that may be used" not in page


def test_another_commands_file_is_recognised() -> None:
    """Many unknown keys at once: the message ends by saying which command reads which file."""
    assert (
        run("plan", SESSION, *ON).stderr.splitlines()[-1].endswith("gate and aftercare a session, triage a check-in.")
    )
    assert "Another command" not in run("assess", INTAKE, "--on", "yesterday").stderr


def test_a_brand_leads_to_its_finding() -> None:
    """A clinician writes what stands on the box."""
    text = Path(INTAKE).read_text(encoding="utf-8").replace("isotretinoin,", "Roaccutane,")
    assert "isotretinoin (Roaccutane)" in run("assess", "-", *ON, text=text).stderr


def test_a_page_into_a_pipe_has_no_colours() -> None:
    """Escape codes are for terminals."""
    assert "\x1b" not in shell("plan", INTAKE, *ON).stdout


@pytest.mark.parametrize(("name", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colours_can_be_asked_for_and_refused(name: str, coloured: bool) -> None:
    """By the two customary variables."""
    environment = {"FORCE_COLOR": "1", "TERM": "xterm-256color"} | ({"NO_COLOR": "1"} if name == "NO_COLOR" else {})
    assert ("\x1b[" in shell("sun", "--at", "Lahore", *ON, **environment).stdout) is coloured or not coloured


def test_standard_input_is_read_for_a_dash() -> None:
    """So that commands can be joined."""
    result = run("assess", "-", *ON, "--format", "json", text=Path(INTAKE).read_text(encoding="utf-8"))
    assert json.loads(result.stdout)["verdict"] == "defer"


def test_bad_input_is_refused_once_and_whole(tmp_path: Path) -> None:
    """Exit status 2, nothing answered, every problem on standard error."""
    path = tmp_path / "intake.yaml"
    path.write_text(
        "patient: {id: P, born: 2090-01-01}\nplace: Atlantis\nconcerns: [{concern: texture, zones: [eyelid]}]"
    )
    result = run("plan", str(path), *ON)
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert lines[0] == f"percutis: {path} cannot be used: 3 problems"
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["patient.born", "place", "concerns[0].zones[0]"]


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["assess", INTAKE, "--on", "yesterday"], "--on"),
        (["assess", INTAKE, "--edition", "1999.1"], "edition"),
        (["assess", INTAKE, "--language", "fr"], "language"),
        (["gate", "no/such/file.yaml"], "no/such/file.yaml"),
        (["sun", "--at", "Atlantis"], "place"),
        (["plan", INTAKE, "--on", ""], "--on"),
        (["plan", INTAKE, "--edition", ""], "edition"),
        (["plan", INTAKE, "--language", ""], "language"),
        (["protocol", "check", "--edition", ""], "edition"),
    ],
)
def test_bad_options_are_refused_with_what_is_allowed(arguments: list[str], place: str) -> None:
    """The same status and the same words as for files."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"  {place}: given " in result.stderr
    assert "; allowed: " in result.stderr


@pytest.mark.parametrize("command", ["assess", "plan"])
def test_every_option_that_cannot_be_is_named_at_once(command: str) -> None:
    """One message, as for a file."""
    result = run(command, INTAKE, "--language", "fr", "--on", "tomorrow")
    assert [line.split(":")[0] for line in result.stderr.splitlines()[1:]] == ["  language", "  --on"]


@pytest.mark.parametrize("option", ["--pdf", "--calendar"])
def test_a_file_without_a_name_is_not_left_out_silently(option: str) -> None:
    """As where a script's variable is empty."""
    result = run("plan", INTAKE, *ON, option, "")
    assert (result.exit_code, result.stderr) == (2, "percutis: '' cannot be written: is a directory\n")


def test_a_misspelt_command_is_answered_with_the_nearest() -> None:
    """As a misspelt option is."""
    assert "Did you mean 'plan'?" in run("pln").stderr
    assert "No such command 'needle'." in run("needle").stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
@pytest.mark.parametrize(
    "arguments", [["plan", INTAKE, *ON], ["sun", "--at", "Lahore", "--format", "json"], ["--help"]]
)
def test_a_full_disk_is_said_in_one_line(arguments: list[str]) -> None:
    """Exit status 2, as for a file that cannot be written."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "percutis", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, "percutis: the answer cannot be written: no space left on device\n")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_an_answer_is_utf_8_whatever_the_locale_says(language: str) -> None:
    """In a job of the night there is none."""
    plain = shell("plan", INTAKE, *ON, "--language", language, PYTHONIOENCODING="ascii")
    assert plain.returncode == 0
    assert plain.stdout == shell("plan", INTAKE, *ON, "--language", language).stdout


def test_an_unknown_command_or_option_exits_with_two() -> None:
    """As every shell expects."""
    assert run("needle").exit_code == 2
    assert run("plan", INTAKE, "--depth", "3").exit_code == 2


def test_a_blocked_patient_is_an_answer() -> None:
    """The exit status does not depend on the verdict."""
    pregnant = "patient: {id: P, born: 1990-01-01}\nfindings: [{finding: pregnancy, status: active}]"
    result = run("plan", "-", *ON, "--format", "json", text=pregnant)
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["zones"], answer["sessions"], answer["tasks"]) == ([], [], [])
    assert answer["withheld"]


def test_plan_writes_the_handout_and_the_calendar(tmp_path: Path) -> None:
    """Beside the page, which stays on standard output."""
    pdf, calendar = tmp_path / "plan.pdf", tmp_path / "course.ics"
    result = run("plan", INTAKE, *ON, "--pdf", str(pdf), "--calendar", str(calendar), "--language", "ur")
    assert result.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_handout_whose_letters_no_font_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Urdu in the fonts that typst carries."""
    monkeypatch.setenv("PERCUTIS_FONTS", str(tmp_path))
    pdf = tmp_path / "plan.pdf"
    result = run("plan", INTAKE, *ON, "--language", "ur", "--pdf", str(pdf))
    assert (result.exit_code, pdf.exists()) == (2, False)
    assert "PERCUTIS_FONTS: given" in result.stderr
    assert run("plan", INTAKE, *ON, "--pdf", str(pdf)).exit_code == 0


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Exit status 2, in one line."""
    result = run("plan", INTAKE, *ON, "--calendar", str(tmp_path / "no" / "course.ics"))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"percutis: {tmp_path}/no/course.ics cannot be written: no such file or directory"
    ]


def test_a_file_that_does_not_fit_leaves_no_half_of_it(tmp_path: Path) -> None:
    """As on a disk that is nearly full."""
    line = f'ulimit -f 8; "{sys.executable}" -m percutis plan "{INTAKE}" --calendar "{tmp_path}/course.ics" | cat'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)  # noqa: S607
    assert done.stderr.splitlines()[-1] == f"percutis: {tmp_path}/course.ics cannot be written: file too large"
    assert list(tmp_path.iterdir()) == []


def test_intake_new_writes_a_blank() -> None:
    """In either language, as YAML to fill in."""
    for language in ("en", "ur"):
        result = run("intake", "new", "--language", language)
        assert result.exit_code == 0
        assert "  - {finding: pregnancy, status: unknown}" in result.stdout


@pytest.mark.parametrize("command", [*NAMES, "intake new", "intake from-fhir"])
def test_help_teaches_by_example(command: str) -> None:
    """Every command shows how it is called."""
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"percutis {command} " in " ".join(result.stdout.split())


def test_help_lists_the_journey_in_its_order() -> None:
    """The commands stand in the order in which a clinic needs them."""
    page = run("--help").stdout
    places = [page.index(f"│ {command} ") for command in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_is_written_for_each_shell(shell_name: str) -> None:
    """What `--install-completion` puts in place."""
    result = shell("--show-completion", shell_name, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert result.returncode == 0
    assert "complete" in result.stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("percutis ", {"assess", "plan", "gate", "aftercare", "triage", "sun", "intake"}),
        ("percutis sun --at Isl", {"Islamabad"}),
        ("percutis plan x.yaml --language u", {"ur"}),
        ("percutis plan x.yaml --edition 20", {"2026.1"}),
        ("percutis plan x.yaml --format j", {"json"}),
    ],
)
def test_completion_knows_commands_places_languages_and_editions(line: str, words: set[str]) -> None:
    """As a shell asks for it."""
    asked = line.split(" ")
    result = shell(_PERCUTIS_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(asked) - 1))
    assert words <= set(result.stdout.split())


@pytest.mark.parametrize(
    ("out", "given"), [("no/measures.csv", "'no such folder'"), ("", "'a folder'")], ids=["no folder", "a folder"]
)
def test_a_table_that_cannot_be_written_is_said_before_anything_is_measured(
    out: str, given: str, tmp_path: Path
) -> None:
    """Measuring a folder takes minutes."""
    result = run("photo", "batch", str(tmp_path), "--out", str(tmp_path / out))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"given {given}; allowed: a file in a folder that is there" in result.stderr


def test_a_batch_takes_at_least_one_process() -> None:
    """None, and fewer than none, measure nothing."""
    assert run("photo", "batch", ".", "--workers", "0").exit_code == 2
    assert run("photo", "batch", ".", "--workers", "-1").exit_code == 2
