"""Settings for every test. Properties draw the same examples on every machine, so that a red build stays red.

`HYPOTHESIS_PROFILE=search make test` looks further, with new examples each time.
"""

import os

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
