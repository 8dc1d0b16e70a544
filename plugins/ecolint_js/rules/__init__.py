"""Rules for scripts: JavaScript, TypeScript, TSX. One file, one rule."""
