"""CSS selectors, read from their text: `compile_selector("picture > img:not([loading])")`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
import re
from typing import NamedTuple, TypeAlias

from .matching import (
    BACKWARD,
    FORWARD,
    OPERATORS,
    PLACES,
    UNKNOWN,
    Selectable,
    Test,
    Unknown,
    all_of,
    any_of,
    anything,
    compare,
    leads,
    negated,
    nth,
    present,
    tagged,
    words,
)
from .signs import ANYTHING, Sign, Signs, all_of_them, any_of_them, tag_sign

__all__ = ["UNKNOWN", "Selectable", "Selector", "SelectorError", "Unknown", "compile_selector"]


class SelectorError(ValueError):
    """A selector is written wrongly or asks for what isn't supported; the message says what, and at which column."""


@dataclass(frozen=True, eq=False, repr=False)
class Selector:
    """A compiled selector."""

    text: str
    tags: frozenset[str] | None
    """An element that matches has one of these tags; None: it may have any."""
    attributes: frozenset[str] | None
    """An element that matches has one of these attributes, known or not; None: it may have none."""
    signs: Signs
    """What the text holds where an element surely matches."""
    _test: Test

    def match(self, element: Selectable) -> bool | None:
        """Whether the element matches; None if that depends on what is unknown."""
        if not self._test(element, True):
            return False
        return self._test(element, False) or None


def compile_selector(text: str) -> Selector:
    r"""Make a selector of its text.

    Tags and values are compared as written (`[type=text i]` takes "TEXT" too), names of attributes in lower case.
    What no CSS name holds is escaped: `[\@click]`.

    A match costs time in proportion to the ancestors and siblings that it asks about; `:has()` looks at all
    descendants until one matches.

    Raises SelectorError.
    """
    tokens = _token().finditer(text, len(text) - len(text.lstrip()))
    try:
        part, end = _read_list(tokens)
    except RecursionError:
        raise SelectorError("column 1: nested too deeply") from None
    if end["end"]:
        raise _error(end, "this `)` closes nothing")
    return Selector(text, part.tags, part.attributes, part.signs, part.test)


# Reading: each function takes from the tokens what it needs, and hands back the token that ended it.

_Token: TypeAlias = re.Match[str]
_Tokens: TypeAlias = Iterator[_Token]
_Names: TypeAlias = frozenset[str] | None


class _Part(NamedTuple):
    """A test, with the tags and the attributes that it needs one of, and the texts that it needs."""

    test: Test
    tags: _Names = None
    attributes: _Names = None
    signs: Signs = ANYTHING


_ESCAPE = r"\\(?:[0-9A-Fa-f]{1,6}\s?|[^\n0-9A-Fa-f])"
_NAME = rf"(?:--|-?(?:[^\x00-@[-^`{{-\x7f]|{_ESCAPE}))(?:[^\x00-,./:-@[-^`{{-\x7f]|{_ESCAPE})*"
_PLAIN = re.compile(r"[\w./:-]+", re.ASCII)
"""A value that no language writes in another way."""
_STRING = r""" "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' """


@cache
def _token() -> re.Pattern[str]:
    """Compiled at the first selector: a run without markup needs none."""
    return re.compile(
        rf"""(?P<simple>(?P<sign>::?|[#.])?(?:(?P<series_of>(?<=:)(?i:nth-child|nth-of-type))\((?P<series>[^()]*)\)
            |(?P<name>{_NAME}|\*)(?P<open>\(\s*)?))
        |(?P<attribute>\[\s*(?P<key>{_NAME})\s*
            (?:(?P<operator>[~|^$*]?=)\s*(?P<value>{_NAME}|{_STRING})\s*(?P<flag>[iIsS])?\s*)?\])
        |\s*(?P<end>\)|\Z)
        |\s*(?P<between>[>+~,])\s*|(?P<space>\s+)
        |(?P<wrong>.)""",
        re.ASCII | re.DOTALL | re.VERBOSE,
    )


def _read_list(tokens: _Tokens, relative: bool = False) -> tuple[_Part, _Token]:
    parts: list[_Part] = []
    while True:
        part, end = _read_complex(tokens, relative)
        parts.append(part)
        if end["between"] is None:
            return _either(parts), end


def _read_complex(tokens: _Tokens, relative: bool) -> tuple[_Part, _Token]:
    parts: list[_Part] = []
    combinators: list[str] = []
    token = next(tokens)
    if relative:
        combinators.append(token["between"] or " ")
        token = next(tokens) if token["between"] else token
    while True:
        part, token = _read_compound(token, tokens)
        parts.append(part)
        if token.lastgroup == "end" or token["between"] == ",":
            break
        combinators.append(token["between"] or " ")
        token = next(tokens)
    # Of siblings at the top nobody knows: what is left of them may stand in another file.
    needed = part.signs if {"+", "~"}.intersection(combinators) else all_of_them([one.signs for one in parts])
    if relative:
        steps = [(FORWARD[name], part.test) for name, part in zip(combinators, parts, strict=True)]
        return _Part(leads(steps), signs=needed), token
    if combinators:
        steps = [(BACKWARD[name], part.test) for name, part in zip(combinators, parts[:-1], strict=True)]
        part = part._replace(test=all_of([part.test, leads(steps[::-1])]), signs=needed)
    return part, token


def _read_compound(token: _Token, tokens: _Tokens) -> tuple[_Part, _Token]:
    first = token
    parts: list[_Part] = []
    while True:
        if token.lastgroup == "attribute":
            parts.append(_read_attribute(token))
        elif token.lastgroup == "simple":
            if not token["sign"] and token is not first:
                raise _error(token, f"`{token[0]}` names a tag; that comes first")
            parts.append(_read_simple(token, tokens))
        elif token.lastgroup == "wrong":
            raise _error(token, _mistake(token))
        elif token is first:
            raise _error(token, "a selector is missing here")
        else:
            return _both(parts), token
        token = next(tokens)


def _either(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    tests, tags, attributes, needed = zip(*parts, strict=True)
    return _Part(any_of(tests), _union(tags), _union(attributes), any_of_them(needed))


def _union(names: Sequence[_Names]) -> _Names:
    known = [some for some in names if some is not None]
    return frozenset[str]().union(*known) if len(known) == len(names) else None


def _both(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    tests, tags, attributes, needed = zip(*parts, strict=True)
    known = [some for some in tags if some is not None]
    named = next((some for some in attributes if some is not None), None)
    return _Part(all_of(tests), frozenset.intersection(*known) if known else None, named, all_of_them(needed))


def _read_attribute(token: _Token) -> _Part:
    key, operator, value, flag = token.group("key", "operator", "value", "flag")
    name = _unescaped(key).lower()
    if operator is None:
        return _Part(present(name), None, frozenset((name,)), (frozenset((Sign(name),)),))
    expected = _unescaped(value[1:-1] if value[0] in "\"'" else value)
    if operator in ("~=", "^=", "$=", "*=") and not expected:
        raise _error(token, f'`{operator}""` never matches')
    if operator == "~=" and len(words(expected)) > 1:
        raise _error(token, "`~=` compares with single words; this value holds white space")
    return _compared(name, operator, expected, fold=flag in ("i", "I"))


def _compared(name: str, operator: str, expected: str, fold: bool = False) -> _Part:
    needed = [Sign(name)]
    if _PLAIN.fullmatch(expected):
        needed.append(Sign(expected.lower(), whole=operator in ("=", "~=")))
    return _Part(compare(name, OPERATORS[operator], expected, fold), None, frozenset((name,)), (frozenset(needed),))


def _read_simple(token: _Token, tokens: _Tokens) -> _Part:
    sign, raw = token["sign"], token["name"]
    if token["series"] is not None:
        return _Part(_read_series(token))
    if token["open"] and sign != ":":
        raise _error(token, f"`{token[0]}` is not a selector; functions begin with `:`")
    if raw == "*" and sign:
        raise _error(token, f"a name is missing after `{sign}`")
    if raw == "*":
        return _Part(anything)
    name = _unescaped(raw)
    if sign == ":":
        return _read_pseudo_class(name.lower(), token, tokens)
    if sign == "::":
        raise _error(token, f"`::{name}` is not an element of the source")
    if sign == ".":
        return _compared("class", "~=", name)
    if sign == "#":
        return _compared("id", "=", name)
    return _Part(tagged(name), frozenset((name,)), None, (frozenset((tag_sign(name),)),))


def _read_pseudo_class(name: str, token: _Token, tokens: _Tokens) -> _Part:
    if not token["open"] and name in PLACES:
        return _Part(PLACES[name])
    if not token["open"] or name not in ("not", "is", "where", "has"):
        raise _error(token, _unsupported(f"{name}()" if token["open"] else name))
    part, end = _read_list(tokens, relative=name == "has")
    if not end["end"]:
        raise _error(token, f"`:{name}(` is never closed")
    return _Part(negated(part.test)) if name == "not" else part


def _read_series(token: _Token) -> Test:
    series = token["series"].strip().lower()
    match = re.fullmatch(
        r"(?P<step>[+-]?\d*)n\s*(?:(?P<sign>[+-])\s*(?P<offset>\d+))?|(?P<only>[+-]?\d+)",
        {"odd": "2n+1", "even": "2n"}.get(series, series),
        re.ASCII,
    )
    if match is None:
        raise _error(token, f"`{series}` is not odd, even, a number or like 2n+1")
    of_type = token["series_of"].lower() == "nth-of-type"
    if match["only"]:
        return nth(0, int(match["only"]), of_type)
    step = match["step"] if match["step"].strip("+-") else f"{match['step']}1"
    return nth(int(step), int(f"{match['sign'] or ''}{match['offset'] or 0}"), of_type)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def character(match: _Token) -> str:
        if not match[1]:
            return "" if match[2] == "\n" else match[2]
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"

    return re.sub(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\r\n\f]?|(.))", character, text, flags=re.DOTALL)


# Mistakes.

_STATES = frozenset(
    ("active", "checked", "disabled", "enabled", "focus", "focus-visible", "focus-within", "hover", "target", "visited")
)
_MISTAKES = (
    (r"\[[^]=]*!=", "`!=` is not CSS; write :not([name=value])"),
    (r"\[[^]=]*\|[^=]|\|", r"namespaces are not supported; write the colon of a prefixed name as `\:`"),
    (r"\[[^]=]*=\s*(?:\"[^\"]*|'[^']*)$", "this string is never closed"),
    (r"\[[^]]*$", "this `[` is never closed"),
    (r"\[?\s*\d", "a name doesn't begin with a digit"),
    (r"\[\s*([!#$%&()*+,./:;<>?@[^`{}~])", r"`{0}` in a name is written `\{0}`"),
    (rf"\[\s*{_NAME}([!#%&()+,./:;<>?@[`{{}}])", r"`{0}` in a name is written `\{0}`"),
    (rf"\[[^]=]*=\s*(?:{_NAME}|\"[^\"]*\"|'[^']*')\s*\w", "after a value come only the flags i and s"),
    (r"\[[^]=]*=\s*[^]\"'\s]", 'a value that isn\'t a plain name needs quotes: [width="100"]'),
    (r"\[", 'attributes are asked for as [name], [name="value"], or with ~= |= ^= $= *='),
    (r"([.#:])", "a name is missing after `{0}`"),
    (r"(.)", "`{0}` doesn't belong here"),
)


def _error(token: _Token, message: str) -> SelectorError:
    return SelectorError(f"column {token.start(token.lastgroup or 0) + 1}: {message}")


def _mistake(token: _Token) -> str:
    rest = token.string[token.start() :]
    found = ((re.match(pattern, rest, re.ASCII | re.DOTALL), message) for pattern, message in _MISTAKES)
    return next(message.format(match[match.lastindex or 0]) for match, message in found if match)


def _unsupported(name: str) -> str:
    if name in _STATES:
        return f"`:{name}` asks for a state that source code doesn't show"
    if name == "empty":
        return "`:empty` asks for text, which selectors don't see"
    known = sorted(("not()", "is()", "where()", "has()", "nth-child()", "nth-of-type()", *PLACES))
    return f"`:{name}` is not supported; of pseudo-classes there are :{', :'.join(known)}"
