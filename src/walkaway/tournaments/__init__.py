"""Tournaments carried out: into a folder, in processes, on a cluster; what is played is in ``playing``."""
