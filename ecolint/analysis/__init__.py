"""Pure functions: parse, match, call rules. tree-sitter and lxml live here and nowhere else."""
