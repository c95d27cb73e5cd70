"""What every test starts from."""

import os

from hypothesis import HealthCheck, settings
from tests.strategies import examples

# The width that whoever runs the tests asked of the terminal is not the width of the program under test.
for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)

# The same examples on every run and every machine, and none fails for being slow.
settings.register_profile(
    "walkaway", deadline=None, derandomize=True, max_examples=examples(30),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("walkaway")
