"""Two hundred requests for the same thing at the same moment, from several processes, against a server of several.

Who is told that the database is busy asks again, as the page says. Run in a process of its own:
`python -m tests.web.guarantees.rush PORT` reads tickets from standard input and prints how often each answer came.
"""

import json
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

TOKEN = "r" * 32
BUSY, MOST_TRIES = 503, 6


def rush(port: int, tickets: dict[str, Any], forms: list[tuple[str, dict[str, str]]]) -> Counter[str]:
    """How each of these forms was answered at its address, all sent at once."""
    found: Counter[str] = Counter()
    start = threading.Barrier(len(forms))
    people = [threading.Thread(target=_send, args=(port, tickets, *one, start, found)) for one in forms]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return found


def _send(
    port: int,
    tickets: dict[str, Any],
    address: str,
    form: dict[str, str],
    start: threading.Barrier,
    found: Counter[str],
) -> None:
    headers = {
        "Cookie": f"{tickets['staff']}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    line = HTTPConnection("127.0.0.1", port, timeout=90)
    start.wait()
    try:
        for _turn in range(MOST_TRIES):
            line.request("POST", address, urlencode(form), headers)
            answer = line.getresponse()
            answer.read()
            if answer.status != BUSY:
                break
            time.sleep(int(answer.headers["Retry-After"]))  # as the page says
        found[str(answer.status)] += 1
    except (OSError, HTTPException) as problem:
        found[type(problem).__name__] += 1


if __name__ == "__main__":
    given = json.load(sys.stdin)
    sys.stdout.write(json.dumps(rush(int(sys.argv[1]), given, given["forms"])))
