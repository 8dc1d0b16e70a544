"""A rule's docstring: its title, its page and its examples."""

from collections.abc import Callable, Iterator
import re
from typing import NamedTuple

_FENCE = re.compile(
    r"^(?P<ticks>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$\n?", re.MULTILINE | re.DOTALL
)


_PARAGRAPH = re.compile(r"^#.*$|^(?!#).*\S.*$(?:\n(?!#).*\S.*$)*", re.MULTILINE)
"""A heading, or lines up to a blank one."""
_WIDTH = 112


class ExampleFile(NamedTuple):
    """One file of an example; `name` is empty where only the language matters."""

    language: str
    text: str
    name: str = ""


class Example(NamedTuple):
    """Code that a rule must speak about (`bad`) or be silent about."""

    bad: bool
    files: tuple[ExampleFile, ...]
    options: tuple[tuple[str, str], ...] = ()
    """Values as written in the fence's info string: `max=10`."""
    fixed: str | None = None
    """The text of the good example that follows directly: what the fix must produce, if there is a fix."""
    line: int = 0
    """Line in the docstring, from 1."""

    @property
    def language(self) -> str:
        return self.files[0].language


class Documentation(NamedTuple):
    """What a docstring says."""

    title: str
    """What is wrong, as one sentence."""
    text: str
    """All after the title, Markdown, examples included."""
    reason: str
    """The first paragraph after the title: why it costs."""
    examples: tuple[Example, ...]


def parse_docs(docstring: str) -> Documentation:
    """Read a cleaned docstring.

    A fenced block whose info string holds the word `bad` or `good` is an example. `file=name` gives it a place in a
    file tree; blocks with `file=` and no verdict add files to the example before them. Other `name=value`
    words are options. A good example directly after a bad one is what the fix makes of it, unless it says `apart`.
    """
    title, _, text = docstring.strip().partition("\n")
    text = text.strip()
    reason = next((part for part in re.split(r"\n\s*\n", _FENCE.sub("", text)) if part.strip()), "")
    return Documentation(title.strip(), text, " ".join(reason.split()), tuple(_examples(docstring)))


def paragraphs(docs: Documentation) -> Iterator[str]:
    """What there is to translate after the title: paragraphs as one line each, lists as one line an item."""
    for piece, is_prose in _pieces(docs.text):
        if is_prose:
            yield _unwrapped(piece)


def translated_docs(docs: Documentation, translate: Callable[[str], str]) -> Documentation:
    """The same page in another language. Code stays, and with it the lines of examples."""
    text = "".join(_wrapped(translate(_unwrapped(piece))) if prose else piece for piece, prose in _pieces(docs.text))
    return docs._replace(title=translate(docs.title), text=text, reason=translate(docs.reason) if docs.reason else "")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut up without a loss: paragraphs (True), and blocks of code and blank lines between them (False)."""
    end = 0
    for block in _FENCE.finditer(text):
        yield from _prose(text[end : block.start()])
        yield block[0], False
        end = block.end()
    yield from _prose(text[end:])


def _prose(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for paragraph in _PARAGRAPH.finditer(text):
        yield text[end : paragraph.start()], False
        yield paragraph[0], True
        end = paragraph.end()
    yield text[end:], False


def _unwrapped(paragraph: str) -> str:
    """A line for the paragraph, or for each of its items and headings."""
    return re.sub(r"\s*\n\s*(?![-*+#|]\s|\d+\.\s)", " ", paragraph)


def _wrapped(paragraph: str) -> str:
    """Lines as short as those of docstrings: a terminal shows them as they are."""
    from textwrap import wrap

    lines = [
        part
        for line in paragraph.split("\n")
        for part in wrap(
            line,
            _WIDTH,
            subsequent_indent="  " if line[:2] == "- " else "",
            break_on_hyphens=False,
            break_long_words=False,
        )
    ]
    return "\n".join(lines)


def _examples(docstring: str) -> list[Example]:
    found: list[Example] = []
    previous_end = -1
    for match in _FENCE.finditer(docstring):
        language, *words = match["info"].split() or [""]
        verdict = next((word for word in words if word in ("bad", "good")), "")
        settings = [tuple(word.split("=", 1)) for word in words if "=" in word]
        name = next((value for key, value in settings if key == "file"), "")
        options = tuple((key, value) for key, value in settings if key != "file")
        body = match["body"]
        line = docstring.count("\n", 0, match.start()) + 1
        follows = docstring[previous_end : match.start()].strip() == "" if previous_end >= 0 else False
        file = ExampleFile(language, body, name)
        if verdict:
            if (
                verdict == "good"
                and follows
                and "apart" not in words
                and found
                and found[-1].bad
                and len(found[-1].files) == 1
                and not name
            ):
                last = found[-1]
                if last.fixed is None and last.language == language:
                    found[-1] = Example(True, last.files, last.options, body, last.line)
            found.append(Example(verdict == "bad", (file,), options, None, line))
        elif name and found:
            last = found[-1]
            found[-1] = Example(last.bad, (*last.files, file), last.options, last.fixed, last.line)
        previous_end = match.end()
    return found
