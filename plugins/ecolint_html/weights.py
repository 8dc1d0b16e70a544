"""Bytes as people read them."""


def weight(size: int) -> str:
    """Bytes in decimal units: "850 bytes", "12 kB", "1.9 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
