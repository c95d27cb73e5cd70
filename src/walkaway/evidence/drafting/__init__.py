"""From statements to files: a first case, and exports."""
