"""What a query hands over, read from its text."""

import pytest

from ecolint.model.captures import captured


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("(call) @call", ("call",)),
        ('((call function: (attribute object: (_) @mod)) @call (#eq? @mod "x"))', ("call", "mod")),
        ("(call function: (_) @f arguments: (_) @a)", ("f", "a")),
        ("[(a (x) @x) (b (x) @y)] @either", ("either", "x", "y")),
        ("(a (b) @x)\n(b) @x", ("x",)),
        ("((a (b) @b.c-d) @_private)", ("b.c-d",)),
        ('("@no" @yes) ; (a) @comment\n', ("yes",)),
        ("(a) @_only", ()),
    ],
)
def test_the_outermost_capture_comes_first(query: str, names: tuple[str, ...]) -> None:
    assert captured(query) == names
