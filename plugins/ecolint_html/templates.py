"""The template languages that pages are written in, as data."""

from ecolint import TemplateSyntax, TemplateTag

_STRINGS = r"""(?s:"(?:[^"\\]|\\.)*+(?:"|\Z)|'(?:[^'\\]|\\.)*+(?:'|\Z))"""

# Engines in the manner of Django: {% statement %}, {{ output }}, {# comment #}

_OUTPUT = TemplateTag(b"{{", b"}}", "output")
_STATEMENT = TemplateTag(b"{%", b"%}", "statement")
_TRIMMED = tuple(TemplateTag(b"{%" + mark, b"%}", "statement") for mark in (b"-", b"+", b"~"))
_NOTE = TemplateTag(b"{#", b"#}", "comment")
_SILENT = (
    r"end\w*|load|extends|block|with|autoescape|filter|spaceless|apply|set|macro|import|from|use|call|do|assign|capture"
    r"|increment|decrement|layout|liquid|locali[sz]e|localtime|timezone|language|blocktrans\w*|plural|pluralize|cache"
    r"|regroup|resetcycle|break|continue|form_theme|flush|debug|deprecated|types|comment"
)
_WRITES = rf"(?!(?:{_SILENT})\b|trans\s*(?:\w+\s*[=,]|-?\Z))(?!.*\sas\s+\w+\s*-?\Z)[a-z]"
_IF = r"(?:if|for|unless)\b"
_ELSE = r"(?:else|elif|elseif|elsif|empty)\b"
_END_IF = r"end(?:if|for|unless)\b"
_RAW = ((r"verbatim\b", r"endverbatim\b"), (r"raw\b", r"endraw\b"))

DJANGO = TemplateSyntax(
    "django",
    (_STATEMENT, _OUTPUT, _NOTE),
    signs=r"\{(?:%\s*(?:load|csrf_token|static|url|trans\s+['\"]|translate|blocktrans|comment|ifchanged|cycle|firstof|now)\b"
    r"|[{%][^{}%\n]*\|\w+:['\"\w]|\{\s*forloop\.)",
    begin=r"(?:if|ifequal|ifnotequal|ifchanged|for)\b",
    middle=_ELSE,
    end=r"end(?:if|ifequal|ifnotequal|ifchanged|for)\b",
    writes=_WRITES,
    raw=_RAW,
    dropped=((r"comment\b", r"endcomment\b"),),
    one_line=True,
)
JINJA = TemplateSyntax(
    "jinja",
    (_STATEMENT, *_TRIMMED, _OUTPUT, _NOTE),
    (".jinja", ".jinja2", ".j2"),
    signs=r"\{(?:%|#[^#\n]{0,200}#\}|\{[^{}\n]*(?:\||\w\())",
    begin=_IF,
    middle=_ELSE,
    end=_END_IF,
    writes=_WRITES,
    raw=_RAW,
    inner=_STRINGS,
)
NUNJUCKS = TemplateSyntax(
    "nunjucks",
    JINJA.tags,
    (".njk", ".nunjucks"),
    begin=r"(?:if|ifAsync|for|asyncEach|asyncAll|switch)\b",
    middle=r"(?:else|elif|elseif|case|default)\b",
    end=r"end(?:if|for|each|all|switch)\b",
    writes=_WRITES,
    raw=_RAW,
    inner=_STRINGS,
)
TWIG = TemplateSyntax(
    "twig",
    JINJA.tags,
    (".twig",),
    begin=_IF,
    middle=_ELSE,
    end=_END_IF,
    writes=_WRITES,
    raw=_RAW,
    inner=_STRINGS,
)
LIQUID = TemplateSyntax(
    "liquid",
    (_STATEMENT, _TRIMMED[0], _OUTPUT),
    (".liquid",),
    signs=r"\{%-?\s*(?:assign|capture|render|liquid|schema|section|case|tablerow|include\s+[\w/.-]+\.html)\b",
    begin=r"(?:if|for|unless|case|tablerow)\b",
    middle=r"(?:else|elsif|when)\b",
    end=r"end(?:if|for|unless|case|tablerow)\b",
    writes=_WRITES,
    raw=(_RAW[1],),
    dropped=(
        (r"comment\b", r"endcomment\b"),
        (r"schema\b", r"endschema\b"),
    ),
)

# Engines with code of a programming language in <% … %>

_OPENS_BRACE = r"(?s:.*)\{[^{}]*\Z"
_SWAPS_BRACE = rf"[^{{}}]*\}}{_OPENS_BRACE}"
_CLOSES_BRACE = r"[^{}]*\}"
_CODE = TemplateTag(b"<%", b"%>", "statement")
_CODE_NOTE = TemplateTag(b"<%#", b"%>", "comment")
_CODE_LITERAL = TemplateTag(b"<%%", b"", "output")
_DO = r"\bdo\s*(?:\|[^|]*\|\s*)?-?\Z"

ERB = TemplateSyntax(
    "erb",
    (_CODE_LITERAL, _CODE_NOTE, _CODE),
    (".erb", ".rhtml"),
    signs=r"<%-?\s*end\b|<%[-=]?[^%\n]*\bdo\b|<%=?\s*(?:yield|render|link_to|stylesheet_link_tag|content_for)\b",
    block=rf"(?:=|content_for\b|provide\b)(?s:.*){_DO}",
    begin=rf"-?\s*(?:if|unless|case|while|until|for|begin)\b|(?s:.*){_DO}|(?s:.*)\{{\s*(?:\|[^|]*\|\s*)?-?\Z",
    middle=r"-?\s*(?:else|elsif|when|in|rescue|ensure)\b",
    end=r"-?\s*(?:end\b|\})",
    writes="=",
)
EJS = TemplateSyntax(
    "ejs",
    (
        _CODE_LITERAL,
        _CODE_NOTE,
        TemplateTag(b"<%=", b"%>", "output"),
        TemplateTag(b"<%-", b"%>", "output"),
        TemplateTag(b"<%_", b"%>", "statement"),
        _CODE,
    ),
    (".ejs",),
    signs=r"<%[-=_\s]",
    middle=_SWAPS_BRACE,
    end=_CLOSES_BRACE,
    begin=_OPENS_BRACE,
)
ASP = TemplateSyntax(
    "asp",
    (
        TemplateTag(b"<%--", b"--%>", "comment"),
        *(TemplateTag(b"<%" + mark, b"%>", "output") for mark in (b"=", b":", b"#", b"$")),
        _CODE,
    ),
    (".asp", ".aspx", ".ascx", ".master"),
    signs=r"(?i)<%@\s*(?:page|master|control|language|register)|<%\s*(?:if\b[^%]*\bthen|end\s+if|dim\s|response\.)",
    middle=rf"(?i:else|elseif|case)\b|{_SWAPS_BRACE}",
    end=rf"(?i:end\s+if|end\s+select|next|loop|wend)\b|{_CLOSES_BRACE}",
    begin=rf"(?i:if\b(?s:.*)\bthen\s*\Z|(?:for|do|while|select\s+case)\b)|{_OPENS_BRACE}",
    writes=r"(?i:response\.write)\b",
)
JSP = TemplateSyntax(
    "jsp",
    (
        TemplateTag(b"<%--", b"--%>", "comment"),
        TemplateTag(b"<%=", b"%>", "output"),
        _CODE,
        TemplateTag(b"${", b"}", "output"),
    ),
    (".jsp", ".jspf"),
    middle=_SWAPS_BRACE,
    end=_CLOSES_BRACE,
    begin=_OPENS_BRACE,
    inner=_STRINGS,
)
_PHP_IF = r"(?:if|for|foreach|while|switch)"
PHP = TemplateSyntax(
    "php",
    (
        TemplateTag(b"<?=", b"?>", "output"),
        *(TemplateTag(b"<?" + mark, b"?>", "statement") for mark in (b"php", b"PHP", b" ", b"\t", b"\n", b"\r")),
    ),
    (".php", ".phtml"),
    signs=r"(?i)<\?(?:php\b|=)",
    middle=rf"(?:else|elseif|case|default)\b[^;{{}}]*:\s*\Z|{_SWAPS_BRACE}",
    end=rf"end{_PHP_IF}\b|{_CLOSES_BRACE}",
    block=r"(?s:.*)\b(?:function\s+&?\w+\s*\(|class\s)[^{}]*\{[^{}]*\Z",
    begin=rf"(?:(?s:.*)[;{{}}]\s*)?{_PHP_IF}\b[^;{{}}]{{0,1000}}:\s*\Z|{_OPENS_BRACE}",
    writes=r"(?:(?s:.*)[;{}]\s*)?(?:echo|print|printf|include|include_once|require|require_once)\b"
    r"|(?!(?:define|use|if|for|foreach|while|switch|return|exit|die|\w*set\w*|add_\w+)\b)[$\w\\][\w\\:>$-]*\s*\([^;]*\)\s*+;?\s*+\Z",
    inner=_STRINGS + r"|(?s:/\*.*?(?:\*/|\Z))|(?://|#(?!\[))[^\n]*?(?=\?>|\n|\Z)"
    r"|<<<[ \t]*['\"]?(?P<here>\w+)['\"]?\r?\n(?s:.*?)(?:\n[ \t]*(?P=here)\b|\Z)",
    unclosed=True,
)


def _parenthesis(depth: int) -> str:
    within = r"""[^()'"]++|"(?:[^"\\]|\\.){0,500}+"|'(?:[^'\\]|\\.){0,500}+'""" + (
        f"|{_parenthesis(depth - 1)}" if depth else ""
    )
    return rf"\((?:{within}){{0,500}}+\)"


_ARGUMENTS = rf"[ \t]*{_parenthesis(4)}"
BLADE = TemplateSyntax(
    "blade",
    (
        TemplateTag(b"{{--", b"--}}", "comment"),
        TemplateTag(b"@{{", b"}}", "output"),
        _OUTPUT,
        TemplateTag(b"{!!", b"!!}", "output"),
        TemplateTag(b"@php", b"@endphp", "statement"),
        *PHP.tags,
    ),
    (".blade.php",),
    bare=r"(?<![\w@])@(?:(?:auth|guest|else(?:auth|guest)?|empty|production|case|default|break|continue|csrf|once|show|stop"
    r"|append|overwrite|parent|verbatim|viteReactRefresh|livewire(?:Styles|Scripts)|session|end(?!php)[a-zA-Z]+)\b"
    rf"(?:{_ARGUMENTS})?"
    r"|(?:if|elseif|else[cC]an\w*|unless|isset|empty|for|foreach|forelse|while|switch|can|cannot|canany|env|error|has[sS]ection"
    r"|sectionMissing|section|yield|extends|include\w*|each|push\w*|prepend\w*|stack|component\w*|slot|props|aware|json|js|lang"
    r"|choice|method|vite|class|style|checked|selected|disabled|readonly|required|livewire|inject|use|php|fragment|dump"
    rf"|dd){_ARGUMENTS})",
    begin=r"@(?:if|unless|isset|empty[ \t]*\(|for|foreach|forelse|while|switch|auth|guest|can|cannot|canany|env"
    r"|production|error|has[sS]ection|sectionMissing|session)\b",
    middle=r"@(?:else\w*|empty(?![ \t]*\()|case|default)\b",
    end=r"@end(?:if|unless|isset|empty|for|foreach|forelse|while|switch|auth|guest|can|cannot|canany|env|production|error"
    r"|session)\b",
    writes=r"@(?:yield|include\w*|each|stack|json|js|lang|choice|csrf|method|vite\w*|class|style|checked|selected|disabled"
    r"|readonly|required|livewire\w*|parent|dump|dd)\b",
    raw=((r"@verbatim\b", r"@endverbatim\b"),),
)

# Engines that have {{ … }} for everything

HANDLEBARS = TemplateSyntax(
    "handlebars",
    (
        TemplateTag(b"{{!--", b"--}}", "comment"),
        TemplateTag(b"{{~!--", b"--}}", "comment"),
        TemplateTag(b"{{!", b"}}", "comment"),
        TemplateTag(b"{{{", b"}}}", "output"),
        TemplateTag(b"{{", b"}}", "statement"),
    ),
    (".hbs", ".handlebars", ".mustache"),
    signs=r"\{\{~?[#/^>!&]",
    block=r"~?#>",
    middle=r"~?\s*(?:else\b|\^\s*~?\Z)",
    end=r"~?/",
    begin=r"~?[#^]",
    writes=r"~?\s*[^~\s]",
    inner=_STRINGS,
)
GO = TemplateSyntax(
    "go",
    (
        TemplateTag(b"{{/*", b"*/}}", "comment"),
        TemplateTag(b"{{- /*", b"}}", "comment"),
        TemplateTag(b"{{", b"}}", "statement"),
    ),
    (".gohtml",),
    signs=r"\{\{-?\s*(?:(?:if|range|with|define|block|template|partial)\s|end\s*-?\}\}|[.$])",
    block=r"-?\s*(?:define|block)\b",
    middle=r"-?\s*else\b",
    end=r"-?\s*end\b",
    begin=r"-?\s*(?:if|range|with)\b",
    writes=r"-?\s*(?!\$\w+\s*:?=)",
    inner=_STRINGS + r"|`[^`]*`",
)
MUSTACHE = TemplateSyntax("mustache", (_OUTPUT,), signs=r"\{\{", code=False)
"""Text that a script fills in, as with Vue or Angular."""

TEMPLATES = (
    PHP,
    BLADE,
    LIQUID,
    DJANGO,
    JINJA,
    NUNJUCKS,
    TWIG,
    ERB,
    ASP,
    JSP,
    EJS,
    HANDLEBARS,
    GO,
    MUSTACHE,
)
"""In the order in which a page's signs are looked for."""
