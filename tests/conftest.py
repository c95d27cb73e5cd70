"""What every test starts from."""

import os

# The width that whoever runs the tests asked of the terminal is not the width of the program under test.
for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)
