"""20,000 pieces of text: `+=` on an attribute, an item and a local variable, against `join`.

Run: python docs/evidence/python_str_concat.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  attribute, join: 364.649 ms against 0.354 ms, 1031.3 times
  item of a dictionary, join: 413.088 ms against 0.348 ms, 1187.9 times
  local variable, join: 0.474 ms against 0.346 ms, 1.4 times
"""

from python_timing import compare, heading

PIECES = [f"piece {number}\n" for number in range(20_000)]


class Page:
    text = ""


def attribute() -> str:
    page = Page()
    for piece in PIECES:
        page.text += piece
    return page.text


def item() -> str:
    page = {"text": ""}
    for piece in PIECES:
        page["text"] += piece
    return page["text"]


def local() -> str:
    text = ""
    for piece in PIECES:
        text += piece
    return text


def joined() -> str:
    pieces = []
    for piece in PIECES:
        pieces.append(piece)
    return "".join(pieces)


if __name__ == "__main__":
    heading()
    compare("attribute, join", attribute, joined)
    compare("item of a dictionary, join", item, joined)
    compare("local variable, join", local, joined)
