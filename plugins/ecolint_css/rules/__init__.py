"""Rules for style sheets. One file, one rule."""
