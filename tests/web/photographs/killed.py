"""Kills uploads at random moments: `python -m tests.web.photographs.killed ROUNDS`, with PERCUTIS_HOME a filled home.

Each round is a process of its own that keeps one photograph after the other and says the key of each once it is kept;
somewhere in between it is killed. Prints, as JSON, what was said, and how many files each death left behind.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from typing import Any

LONGEST = 0.25  # seconds that a process lives: a few photographs


def main(rounds: int) -> None:
    """So many deaths."""
    from percutis.web.running.starting import set_up

    set_up()
    from django.db import connections

    from percutis.web.records.core.shelf import lying

    chance = random.Random(rounds)  # noqa: S311 - moments of death need no cryptography
    uploads = [(number, picture(number)) for number in range(40)]
    said: list[str] = []
    left: list[int] = []
    keep_on(uploads[:1], rounds, os.open(os.devnull, os.O_WRONLY))  # whatever is loaded late is loaded now
    for number in range(rounds):
        connections.close_all()
        before = sum(1 for _file in lying())
        kept = one_life(uploads, number, chance.uniform(0.01, LONGEST))
        said += kept
        left.append(sum(1 for _file in lying()) - before - 3 * len(kept))
    sys.stdout.write(json.dumps({"said": said, "left": left}) + "\n")


def one_life(uploads: list[tuple[int, bytes]], number: int, seconds: float) -> list[str]:
    """The keys that a process said before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            keep_on(uploads, number, write)
        finally:
            os._exit(1)
    os.close(write)
    os.read(read, 1)  # it is at work
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return [line for line in pipe.read().splitlines() if len(line) == 36]


def keep_on(uploads: list[tuple[int, bytes]], number: int, write: int) -> None:
    """Keep photographs until the end."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.models import Membership
    from percutis.web.records.models import Patient
    from percutis.web.records.services.photographs import keep_photograph

    given: dict[str, Any] = {"by": staff(Membership.objects.get()), "patient": Patient.objects.order_by("pk")[0]}
    os.write(write, b".")
    for turn, content in uploads:
        fresh = content + f"{number} {turn}".encode()  # after the end of a JPEG anything may stand
        upload = SimpleUploadedFile("test.jpg", fresh, content_type="image/jpeg")
        photo = keep_photograph(view="front", upload=upload, at=datetime.now(UTC), **given)
        os.write(write, f"\n{photo.key}\n".encode())


def picture(number: int) -> bytes:
    """A small picture, unlike the others."""
    from PIL import Image

    from tests.web.running.filling import encoded

    return encoded(Image.effect_noise((400, 400), 30 + number).convert("RGB"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
