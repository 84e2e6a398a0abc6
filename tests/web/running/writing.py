"""`python -m tests.web.running.writing`: registers one patient after the other until its input ends, and counts."""

import sys
import threading
from datetime import UTC, datetime

BREATH = 0.01  # seconds between two patients: no desk holds the database without a pause


def main() -> None:
    """The number of patients that were registered."""
    from percutis.web.running.starting import set_up

    set_up()
    from percutis.web.accounts.actors import staff
    from percutis.web.accounts.models import Membership
    from tests.web.running.filling import register

    by = staff(Membership.objects.select_related("clinic", "user").get())
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    count = 0
    while not over.wait(BREATH):
        register(by, 100_000 + count, datetime.now(UTC))
        count += 1
        if count == 1:
            sys.stdout.write("at work\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main()
