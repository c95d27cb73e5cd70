"""The command line: load, call, print. One file for a command with options of its own."""
