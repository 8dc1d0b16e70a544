"""Pictures made of bytes: headers as real ones have them, and hardly any pixels."""

import struct
import zlib


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *before_pixels: bytes) -> bytes:
    first = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + first + b"".join(before_pixels) + png_chunk(b"IDAT", b"x") + png_chunk(b"IEND", b"")


def gif(width: int, height: int, frames: int, *, own_colours: bool = False) -> bytes:
    """A GIF with a global colour table, a comment, a control block for each frame and pieces of pixels."""
    start = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x81, 0, 0) + bytes(3 * 4)
    comment = b"\x21\xfe\x03,,,\x00"
    control = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    colours = bytes(3 * 2) if own_colours else b""
    place = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0x80 if own_colours else 0)
    pixels = b"\x02" + b"\x02\x2c\x01" + b"\x01\x21" + b"\x00"
    return start + comment + (control + place + colours + pixels) * frames + b"\x3b"


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + before + frame + b"\xff\xd9"


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(c)) + c + b"\0" * (len(c) % 2) for kind, c in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp(width: int, height: int, frames: int = 0) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    start = (b"VP8X", bytes([2 if frames else 0, 0, 0, 0]) + size)
    return riff(start, (b"ANIM", bytes(6)), *[(b"ANMF", bytes(17))] * frames, (b"VP8 ", bytes(10)))


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def avif(width: int, height: int, *, brand: bytes = b"avif", after: bytes = b"") -> bytes:
    size = box(b"ispe", bytes(4) + struct.pack(">II", width, height))
    association = box(b"ipma", bytes(4) + struct.pack(">IHBB", 1, 1, 1, 1))
    properties = box(b"iprp", box(b"ipco", size) + association)
    meta = box(b"meta", bytes(4) + box(b"pitm", bytes(4) + struct.pack(">H", 1)) + properties)
    return box(b"ftyp", brand + bytes(4) + b"mif1") + meta + after


def exif(orientation: int) -> bytes:
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 1) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
