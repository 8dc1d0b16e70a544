"""Pictures are measured by their first bytes."""

from io import BytesIO
import struct

from hypothesis import given
from hypothesis import strategies as st
from pictures import avif, box, exif, gif, jpeg, png, png_chunk, riff, webp
import pytest

from ecolint.run.headers import Header, read_header


def header(data: bytes) -> Header:
    return read_header(BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        png(640, 480),
        gif(640, 480, 1),
        jpeg(640, 480),
        webp(640, 480),
        riff((b"VP8 ", b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 480))),
        riff((b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14) + bytes(8))),
        avif(640, 480),
        b"BM" + bytes(16) + struct.pack("<ii", 640, -480) + bytes(28),
        b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480px"><path stroke-width="2"/></svg>',
        b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg\n height="360pt" width="480pt"></svg>',
    ],
)
def test_the_size_of_a_picture_that_stands_still(data: bytes) -> None:
    assert header(data) == Header(640, 480, 1)


def test_a_photograph_is_measured_as_it_is_shown() -> None:
    assert header(jpeg(640, 480, exif(6))) == Header(480, 640, 1)


def test_a_photograph_may_begin_with_much_else() -> None:
    profile = b"\xff\xe2" + struct.pack(">H", 60_000) + bytes(59_998)
    assert header(jpeg(640, 480, profile * 5)) == Header(640, 480, 1)
    assert header(jpeg(640, 480, profile * 20)) == Header(None, None, 1)


@pytest.mark.parametrize("frames", [1, 2, 30])
@pytest.mark.parametrize("own_colours", [False, True])
def test_the_frames_of_a_gif_are_counted(frames: int, own_colours: bool) -> None:
    assert header(gif(640, 480, frames, own_colours=own_colours)) == Header(640, 480, frames)


def test_the_frames_of_an_animated_webp_are_counted() -> None:
    assert header(webp(640, 480, 3)) == Header(640, 480, 3)


def test_an_animated_png_says_how_many_frames_it_has() -> None:
    control = png_chunk(b"acTL", struct.pack(">II", 7, 0))
    profile = png_chunk(b"iCCP", bytes(70_000))
    assert header(png(640, 480, control)) == Header(640, 480, 7)
    assert header(png(640, 480, profile, control)) == Header(640, 480, 7)


def test_an_animated_avif_says_how_many_frames_it_has() -> None:
    samples = box(b"moov", box(b"stsz", bytes(4) + struct.pack(">II", 0, 5)))
    assert header(avif(640, 480, brand=b"avis", after=samples)) == Header(640, 480, 5)
    assert header(avif(640, 480, brand=b"avis")) == Header(640, 480, None)


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg viewBox="0 0 24 24"><rect width="10" height="10"/></svg>',
        b'<svg width="100%" height="100%"></svg>',
        b'<svg width="{{ width }}" height="2"></svg>',
    ],
)
def test_an_svg_without_a_size_of_its_own_has_none(svg: bytes) -> None:
    assert header(svg) == Header(None, None, 1)


@pytest.mark.parametrize(
    "data", [b"", b"plain text", b"P1 640 480", b"<?xml version='1.0'?><rss width='1' height='2'/>", b"\0" * 100]
)
def test_what_is_no_picture_has_no_header(data: bytes) -> None:
    assert header(data) == Header()


@pytest.mark.parametrize("data", [png(9, 9), gif(9, 9, 2), jpeg(9, 9), webp(9, 9, 2), avif(9, 9, brand=b"avis")])
def test_a_picture_that_is_cut_off_gives_what_can_be_read(data: bytes) -> None:
    for end in range(len(data)):
        found = header(data[:end])
        assert (found.width, found.height) in ((None, None), (9, 9))


@given(
    st.sampled_from(
        [b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X", b"BM", b"II*\0", b"MM\0*"]
    ),
    st.binary(max_size=300),
)
def test_damaged_pictures_raise_nothing(start: bytes, rest: bytes) -> None:
    found = header(start + rest)
    assert all(number is None or number > 0 for number in (found.width, found.height, found.frames))
