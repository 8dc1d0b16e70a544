"""A rule's page: why it speaks, examples, references, how to ignore it. For SARIF, the terminal and the docs."""

from collections.abc import Callable
import re

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


def plain(rule: Rule) -> str:
    """The same for readers without Markdown: examples indented, links written out, the rule's address at the end."""

    def indented(block: re.Match[str]) -> str:
        return _caption(block) + "\n".join(f"    {line}".rstrip() for line in block["code"].splitlines()) + "\n"

    more = rule.url or say("More: ecolint explain {name}", name=rule.name)
    text = _BLANK_LINES.sub("\n\n", _converted(rule.docs.text, indented, _written_out)).rstrip()
    return _paragraphs(text, *map(_written_out, _closing(rule)), more)


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


def _converted(text: str, code: Callable[[re.Match[str]], str], prose: Callable[[str], str]) -> str:
    """A docstring's text, blocks of code and all between them converted each in their way."""
    parts = []
    end = 0
    for block in _BLOCK.finditer(text):
        parts += [prose(text[end : block.start()]), code(block)]
        end = block.end()
    return "".join([*parts, prose(text[end:])])


def _caption(block: re.Match[str]) -> str:
    """What a fence says after its language, which readers of Markdown don't see: "Wasteful, `max=10`:"."""
    judged = [verdict for before in _BLOCK.finditer(block.string, 0, block.end()) if (verdict := _verdict(before))]
    verdict = _verdict(block)
    if verdict == "good" and judged[-2:-1] == ["bad"]:
        verdict = "better"
    said = [say(_VERDICTS[verdict])] if verdict else []
    said += [f"`{word.removeprefix('file=')}`" for word in block["info"].split() if "=" in word]
    return say("{what}:", what=", ".join(said)) + "\n\n" if said else ""


def _verdict(block: re.Match[str]) -> str:
    """What an example is said to be: "bad", "good" or nothing."""
    return next((word for word in block["info"].split() if word in ("bad", "good")), "")


def _closing(rule: Rule) -> list[str]:
    """What the metadata say, a paragraph each."""
    facts = [
        say(
            "Saves: {saves}. Evidence: {evidence}. Precision: {precision}.",
            saves=", ".join(map(name_of, rule.saves)),
            evidence=name_of(rule.evidence),
            precision=name_of(rule.precision),
        )
    ]
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
