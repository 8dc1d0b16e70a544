"""Bytes as people read them."""

from ecolint import Phrase


def weight(size: int) -> str:
    """Bytes in decimal units: "850 bytes", "12 kB", "1.9 MB"."""
    if size < 1_000:
        return Phrase("{size} bytes", size=size)
    if size < 999_500:
        return Phrase("{size:.0f} kB", size=size / 1_000)
    return Phrase("{size:.1f} MB", size=size / 1_000_000)
