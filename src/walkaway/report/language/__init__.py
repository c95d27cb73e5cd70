"""Words of a report: numbers, counts, lists, names and rules, said in one way on page and terminal."""
