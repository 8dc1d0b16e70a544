"""Rules for markup: pages, templates, Vue components, vector drawings. One file, one rule."""
