"""A rule's page: why it speaks, examples, references, how to ignore it. For SARIF, the terminal and the docs."""

from collections.abc import Callable
import re
from typing import NamedTuple

from ..model.references import reference
from ..model.rule import Rule
from ..model.wording import Phrase
from ..texts import say
from .words import word as name_of

_BLOCK = re.compile(
    r"^(?P<ticks>`{3,}|~{3,})(?P<language>\S*)(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=ticks)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:(?!#|`{3}|~{3}).*\S.*(?:\n|\Z))+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
_VERDICTS = {"bad": Phrase("Wasteful"), "better": Phrase("Better"), "good": Phrase("Not reported")}
"""A good example is better than the bad one before it; another one shows what else is fine."""


def markdown(rule: Rule) -> str:
    """The page without its title, in Markdown."""

    def fenced(block: re.Match[str]) -> str:
        return f"{_caption(block)}{block['ticks']}{block['language']}\n{block['code']}{block['ticks']}"

    closing = (
        [*_closing(rule), f"[{say('More about {name}', name=rule.name)}]({rule.url})"] if rule.url else _closing(rule)
    )
    return _paragraphs(_converted(rule.docs.text, fenced, str), *closing)


class Plain(NamedTuple):
    """The page for readers without Markdown: examples indented, links written out, at the end the rule's address."""

    first: str
    """What to read if nothing else: why it costs, code that is wasteful, and code that is not."""
    rest: str


def plain(rule: Rule) -> Plain:
    """The page in two parts."""
    text = rule.docs.text
    reason = _PARAGRAPH.match(text)
    start = reason.end() if reason else 0
    examples = _first_examples(text)
    moved = {block.start(): verdict for verdict, blocks in examples.items() for block in blocks}
    first = [_written_out(text[:start]).rstrip()]
    first += [_indented(block, verdict).rstrip() for verdict, blocks in examples.items() for block in blocks]
    rest = _converted(text, lambda block: "" if block.start() in moved else _indented(block), _written_out, start)
    tidy = _BLANK_LINES.sub("\n\n", rest).strip("\n")
    return Plain(_paragraphs(*first), _paragraphs(tidy, *map(_written_out, _closing(rule)), rule.url))


def _first_examples(text: str) -> dict[str, list[re.Match[str]]]:
    """The files of the first wasteful example, and of the first one in its language that is not reported."""
    examples: list[list[re.Match[str]]] = []
    for block in _BLOCK.finditer(text):
        if _verdict(block):
            examples.append([block])
        elif examples and "file=" in block["info"]:
            examples[-1].append(block)
    bad = next((example for example in examples if _verdict(example[0]) == "bad"), [])
    good = [example for example in examples if bad and _verdict(example[0]) == "good"]
    same = next((example for example in good if example[0]["language"] == bad[0]["language"]), [])
    return {"bad": bad, "better": same}


def _indented(block: re.Match[str], verdict: str = "") -> str:
    code = "\n".join(f"    {line}".rstrip() for line in block["code"].splitlines())
    return f"{_caption(block, verdict)}{code}\n"


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def words(paragraph: str) -> str:
    """Links as what they say, without where they lead."""
    return _LINK.sub(r"\1", paragraph)


def first_sentence(paragraph: str) -> str:
    """What a paragraph begins with, as `words`."""
    return _SENTENCE_END.split(words(paragraph), maxsplit=1)[0]


def _written_out(text: str) -> str:
    return _HEADING.sub(lambda heading: say("{what}:", what=heading[1]), _LINK.sub(r"\1 (\2)", text))


def _converted(text: str, code: Callable[[re.Match[str]], str], prose: Callable[[str], str], start: int = 0) -> str:
    """A docstring's text from `start` on, blocks of code and all between them converted each in their way."""
    parts = []
    end = start
    for block in _BLOCK.finditer(text, start):
        parts += [prose(text[end : block.start()]), code(block)]
        end = block.end()
    return "".join([*parts, prose(text[end:])])


def _caption(block: re.Match[str], verdict: str = "") -> str:
    """What a fence says after its language, which readers of Markdown don't see: "Wasteful, `max=10`:"."""
    own = _verdict(block)
    if own == "good":
        judged = [told for before in _BLOCK.finditer(block.string, 0, block.end()) if (told := _verdict(before))]
        own = "better" if judged[-2:-1] == ["bad"] else "good"
    verdict = (verdict or own) if own else ""
    said = [say(_VERDICTS[verdict])] if verdict else []
    said += [f"`{word.removeprefix('file=')}`" for word in block["info"].split() if "=" in word]
    return say("{what}:", what=", ".join(said)) + "\n\n" if said else ""


def _verdict(block: re.Match[str]) -> str:
    """What an example is said to be: "bad", "good" or nothing."""
    return next((word for word in block["info"].split() if word in ("bad", "good")), "")


def _closing(rule: Rule) -> list[str]:
    """What the metadata say, a paragraph each."""
    told = [say("Saves: {saves}.", saves=", ".join(map(name_of, rule.saves)))]
    if rule.evidence:
        told.append(say("Evidence: {evidence}.", evidence=name_of(rule.evidence)))
    if rule.precision:
        told.append(say("Precision: {precision}.", precision=name_of(rule.precision)))
    facts = [" ".join(told)]
    if rule.options:
        options = ", ".join(f"`{option.name} = {_toml(option.default)}`" for option in rule.options)
        facts.append(say("Options: {options}", options=options))
    if rule.refs:
        refs = ", ".join(reference(name).markdown for name in rule.refs)
        facts.append(say("May concern: {references}", references=refs))
    ignore = f"`ecolint: ignore[{rule.name}] {say('reason')}`"
    return [
        *facts,
        say("To ignore one finding: {ignore} in a comment at the end of its line, or above it.", ignore=ignore),
    ]


def _toml(value: object) -> str:
    """A default as a config says it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
