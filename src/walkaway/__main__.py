"""``python -m walkaway`` is ``walkaway``."""

from .cli.app import main

main()
