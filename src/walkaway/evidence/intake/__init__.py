"""Bytes in, articles out: formats, encodings, what is set aside, passages."""
