"""Results to text, a format a file."""
