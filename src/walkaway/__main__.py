"""``python -m walkaway`` is ``walkaway``."""

from .cli import main

main()
