"""Rules for Python. One file, one rule."""
