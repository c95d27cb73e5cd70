"""Small independent checkers of every result, straight from the definitions; tests use these, not copies."""
