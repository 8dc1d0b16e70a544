r"""What style sheets may hold and the grammars don't know: written over before a sheet is parsed.

Each pattern takes time in proportion to the text, whatever it holds: a run that may end without success is possessive
and bounded, or begins where no other attempt does. It begins with a letter that stands for itself wherever it can: such
letters are looked for ten times as fast.
"""

from ecolint import Gap

_LETTER, _SPACE, _DIGIT = "x", " ", "0"


def _within(depth: int) -> str:
    """What may stand in a pair of brackets that are nested so deep."""
    return rf"(?:[^()]|\({_within(depth - 1)}\))*+" if depth else r"[^()]*+"


_VALUES = _within(6)
_STRING = r"(?:\"[^\"\n]*+\"|'[^'\n]*+')"
_STATEMENT = r"(?:^|[;{}])[ \t]*+"
_COMMON = (
    Gap(r"url\(\s*+((?:\.{1,2}/|#)++)", _LETTER, "url("),  # url(../a.svg)
    Gap(r"url\(\s*+data:([^\"'()]++)", _LETTER, "url("),
    Gap(rf"calc\(({_VALUES})\)", _LETTER, "calc("),  # calc(2rem*var(--a))
    Gap(r"(?<![\"'])(progid:[^;{}]*+)", _LETTER, "progid:"),
    Gap(r"(\\[09])(?=\s*+[;{})!])", _SPACE, "\\"),  # width: 1px \9
    Gap(r"(\*)(?<=[;{}\s]\*)(?=[a-z-]++\s*+:)", _SPACE, "*"),  # *zoom: 1
    Gap(r"var\(\s*+--[\w-]++\s*+(,)\s*+\)", _SPACE, "var("),
    Gap(r"--(?<![\w-]--)[\w-]++:([ \t]++)(?=[;}])", _DIGIT, "--"),  # --a: ;
    Gap(r"@layer\s++([^;{}]{1,300}+)(?=[;{])", _LETTER, "@layer"),  # @layer a.b
    Gap(r"(@layer\s[^;{}]{0,300}+)(?=\})", _SPACE, "@layer"),
    Gap(r"@-moz-document\s++([^{}]++)", _LETTER, "@-moz-document"),
    Gap(r"@(?:media|container)\b\s*+([^{};<>]{0,300}+[<>][^{};]*+)", _LETTER, "@"),  # (width < 30rem)
    Gap(r"nth-[a-z-]++\(\s*+([^()]++)\)", _DIGIT, "nth-"),
    Gap(r"(\.)(?<=[\s{},0-9]\.)(?=[0-9]++%\s*+[{,])", _DIGIT, "keyframes"),  # 33.3% { }
    Gap(r";(;++)", _SPACE, ";;"),
)
_NESTED = (
    Gap(r"(?:^[ \t]*+|[;{},]\s*+)([>+~])", _SPACE, "{"),  # > li { }
    Gap(r"\((-)(?=[$@(])", _SPACE, "(-"),
    Gap(r"@extend\s++([^;{}]++)", _LETTER, "@extend"),
)
CSS_GAPS = _COMMON
SCSS_GAPS = (
    Gap(rf"@(?:use|forward)\s++{_STRING}([^;]{{0,1000}}+);", _SPACE, "@"),  # @use "a" as b with (…)
    Gap(r"@include\s++[\w-]++(\.[\w-]++)", _LETTER, "@include"),
    Gap(rf"@(?:include|mixin|function)\s++[\w-]++\s*+(\({_VALUES}\))", _SPACE, "@"),
    Gap(rf"{_STATEMENT}@(?:if|else if|while|return|debug|warn|error)\b[ \t]*+([^;{{}}]++)", _LETTER, "@"),
    Gap(rf"{_STATEMENT}\$[\w-]++\s*+:\s*+((?:[^;{{}}()]|\({_VALUES}\))++)", _LETTER, "$"),
    Gap(r"[(,]\s*+(\$[\w-]++\s*+:)", _SPACE, "$"),  # f($a: 1)
    Gap(r"(\.\.\.)", _SPACE, "..."),
    *_NESTED,
    *_COMMON,
)
LESS_GAPS = (
    Gap(rf"[.#][\w-]++\(({_VALUES})\)", _SPACE, "("),  # .mixin(@a; @b: 1)
    Gap(rf"(~{_STRING}|\be\({_VALUES}\))", _LETTER, ""),  # ~"inset 0"
    Gap(r"\)\s*+(when\s[^;{}]{0,300}+)(?=\{)", _SPACE, "when"),
    Gap(r"(?<=\w)(&)", _LETTER, "&"),  # a&:hover
    *_NESTED,
    *_COMMON,
)
LESS_RARE_GAPS = (
    Gap(r"(~`[^`\n]*+`)", _LETTER, "`"),  # ~`a()`
    Gap(rf"(?:^|[;{{}}])[ \t]*+([.#][\w-]++[ \t]*+\({_VALUES}\)[ \t]*+(?:;|(?=\s*+\}})))", _SPACE, "("),  # .mixin(@a);
    Gap(rf"[.#][\w-]++[ \t]*+(\({_VALUES}\))(?=\s*+\{{)", _SPACE, "("),  # .mixin() { } within another block
    Gap(r"\s(when\b[^;{}]{0,300}+)(?=\{)", _SPACE, "when"),  # & when (@a) { }
    Gap(r":not\(([^()]++)\)", _LETTER, ":not("),  # :not([type="a"])
    Gap(r"@keyframes\s++(@[\w-]++)", _LETTER, "@keyframes"),
    Gap(r"[\s:,(](-)(?=[@(])", _SPACE, "-"),  # top: -@a
)
