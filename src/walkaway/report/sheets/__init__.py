"""Results as sheets for spreadsheets: whole, in numbers, a row for each thing."""
