"""Why there was no deal: the record, competing explanations, the evidence."""
