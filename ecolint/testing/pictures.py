"""Picture files as examples describe them."""

from pathlib import PurePosixPath


def picture(name: str, text: str) -> bytes:
    """A picture file as an example describes it: "1600x1200", "800x600 frames=3", "1600x1200 size=2000000" (bytes)."""
    dimensions, *words = text.split()
    width, height = (int(number) for number in dimensions.split("x"))
    settings = dict(word.split("=") for word in words)
    data = _picture_header(PurePosixPath(name).suffix, width, height, int(settings.get("frames", 1)))
    return data.ljust(int(settings.get("size", 0)), b"\0")


def _picture_header(suffix: str, width: int, height: int, frames: int) -> bytes:
    if suffix == ".gif":
        frame = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
        return (
            b"GIF89a"
            + width.to_bytes(2, "little")
            + height.to_bytes(2, "little")
            + b"\0\0\0"
            + frame * frames
            + b"\x3b"
        )
    if suffix == ".png":
        header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\2\0\0\0"
        return b"\x89PNG\r\n\x1a\n\0\0\0\r" + header + b"\0\0\0\0" + b"\0\0\0\0IEND\xaeB`\x82"
    if suffix in (".jpg", ".jpeg"):
        frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\3\1\x22\0\2\x11\1\3\x11\1"
        return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + frame + b"\xff\xd9"
    if suffix == ".webp":
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunk = b"VP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size
        return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk
    raise ValueError(f"pictures of type {suffix} aren't made for examples; use .png, .jpg, .gif or .webp")
