"""People at their screens: readers who open pages, writers who register patients, each over their own connection."""

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

TOKEN = "t" * 32  # the double-submit cookie of the form guard: any value will do, as long as both agree
OK = (200, 302, 303)


@dataclass
class Ride:
    """What was measured: seconds of every answer by page, how many were refused, and for how long it went on."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lasted: float = 0.0


def ride(port: int, tickets: Mapping[str, Any], *, readers: int, writers: int, pause: float, lasts: float) -> Ride:
    """Everybody at once for `lasts` seconds; each rests about `pause` seconds between two pages."""
    found, over = Ride(), threading.Event()
    people = [threading.Thread(target=_read, args=(port, tickets, found, over, pause, n)) for n in range(readers)]
    people += [threading.Thread(target=_write, args=(port, tickets, found, over, pause)) for _ in range(writers)]
    begun = time.perf_counter()
    for person in people:
        person.start()
    time.sleep(lasts)
    over.set()
    for person in people:
        person.join()
    found.lasted = time.perf_counter() - begun
    return found


def _read(port: int, tickets: Mapping[str, Any], found: Ride, over: threading.Event, pause: float, seed: int) -> None:
    chance, pages = random.Random(seed), list(tickets["pages"].items())
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not over.wait(pause * chance.uniform(0.5, 1.5)):
        name, paths = chance.choice(pages)
        cookie = tickets["patient" if name == "patient" else "staff"]
        _ask(line, found, name, "GET", chance.choice(paths), None, {"Cookie": cookie})


def _write(port: int, tickets: Mapping[str, Any], found: Ride, over: threading.Event, pause: float) -> None:
    chance = random.Random()  # never the same person twice: the clinic would ask whether it is the same
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"{tickets['staff']}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    while not over.wait(pause * chance.uniform(0.5, 1.5)):
        person = {
            "name": f"Written {chance.randrange(10**9)}",
            "phone": f"0301{chance.randrange(10**7):07d}",
            "born": f"{chance.randrange(1950, 2000)}-0{chance.randrange(1, 10)}-11",
            "language": "ur",
        }
        _ask(line, found, "register (write)", "POST", tickets["write"], urlencode(person), headers)


def _ask(
    line: http.client.HTTPConnection,
    found: Ride,
    name: str,
    method: str,
    path: str,
    body: str | None,
    headers: Mapping[str, str],
) -> None:
    begun = time.perf_counter()
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.read()
        good = answer.status in OK
    except (OSError, http.client.HTTPException):
        line.close()
        good = False
    if good:
        found.seconds[name].append(time.perf_counter() - begun)
    else:
        found.refused[name] += 1
