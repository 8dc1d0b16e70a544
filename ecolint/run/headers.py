"""What the first bytes of a picture say: its size in pixels, and how many pictures follow one another in it."""

from io import BytesIO
import re
from typing import BinaryIO, NamedTuple

_PICTURE = re.compile(
    rb"\x89PNG\r\n\x1a\n|GIF8[79]a|\xff\xd8\xff|RIFF.{4}WEBP|BM|II\*\0|MM\0\*"
    rb"|.{4}ftyp(?:avi[fs]|mif1|msf1|hei[cx]|hev[cx])|.{4}jP  ",
    re.DOTALL,
)
_SVG = re.compile(rb"<svg\s[^>]*>")
_HEAD = 64_000
_LONG_HEAD = 1_000_000  # a photograph may begin with a colour profile and previews
_GIF_LIMIT = 8_000_000
_CHUNK_LIMIT = 10_000


class Header(NamedTuple):
    """Of a picture. What can't be read is None."""

    width: int | None = None
    height: int | None = None
    """In pixels, as shown: turned as the camera was."""
    frames: int | None = None


def read_header(stream: BinaryIO) -> Header:
    """The header of a PNG, GIF, JPEG, WebP, AVIF, HEIC, JPEG 2000, TIFF, BMP or SVG picture; empty for all else.

    GIF frames are counted in the first 8 MB. Raises OSError.
    """
    head = stream.read(_HEAD)
    if not _PICTURE.match(head):
        tag = _SVG.search(head, 0, 4_000)
        return Header(*_dimensions(tag[0]), frames=1) if tag else Header()
    width, height = _dimensions(head)
    if width is None and len(head) == _HEAD:
        width, height = _dimensions(head + stream.read(_LONG_HEAD - _HEAD))
    return Header(width, height, _frames(head, stream))


def _dimensions(head: bytes) -> tuple[int | None, int | None]:
    import imagesize

    width, height = imagesize.get(BytesIO(head))
    return (round(width), round(height)) if width > 0 and height > 0 else (None, None)


def _frames(head: bytes, stream: BinaryIO) -> int | None:
    if head.startswith(b"GIF"):
        stream.seek(0)
        return _gif_frames(stream.read(_GIF_LIMIT))
    if head.startswith(b"\x89PNG"):
        return _png_frames(stream)
    if head[8:12] == b"WEBP":
        animated = head[12:16] == b"VP8X" and head[20:21] and head[20] & 2
        return _webp_frames(stream) if animated else 1
    if head[4:12] == b"ftypavis":
        at = head.find(b"stsz")
        return int.from_bytes(head[at + 12 : at + 16]) or None if at >= 0 else None
    return 1


def _gif_frames(data: bytes) -> int | None:
    """Images of a GIF: its blocks are a mark, a head, and pieces that begin with their length."""

    def after_colours(flags_at: int, at: int) -> int:
        flags = data[flags_at] if flags_at < len(data) else 0
        return at + (3 << (flags & 7) + 1 if flags & 0x80 else 0)

    frames = 0
    at = after_colours(10, 13)
    while at < len(data):
        if data[at] == 0x2C:
            frames += 1
            at = after_colours(at + 9, at + 10) + 1
        elif data[at] == 0x21:
            at += 2
        else:
            break
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return frames or None


def _png_frames(stream: BinaryIO) -> int | None:
    """What an animation's control chunk says; it comes before the pixels."""
    at = 8
    for _ in range(_CHUNK_LIMIT):
        stream.seek(at)
        chunk = stream.read(12)
        if chunk[4:8] == b"acTL":
            return int.from_bytes(chunk[8:12]) or None
        if chunk[4:8] in (b"IDAT", b"IEND", b""):
            return 1
        at += 12 + int.from_bytes(chunk[:4])
    return None


def _webp_frames(stream: BinaryIO) -> int | None:
    frames = 0
    at = 12
    for _ in range(_CHUNK_LIMIT):
        stream.seek(at)
        chunk = stream.read(8)
        if len(chunk) < 8:
            break
        frames += chunk[:4] == b"ANMF"
        length = int.from_bytes(chunk[4:], "little")
        at += 8 + length + length % 2
    return frames or None
