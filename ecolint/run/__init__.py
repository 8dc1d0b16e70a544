"""The outside world: files, processes, packages."""
