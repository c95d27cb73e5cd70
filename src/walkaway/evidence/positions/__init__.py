"""What somebody offers, demands, refuses or undertakes, found in the words of a document."""
