"""JavaScript and TypeScript, with JSX and with other languages in template literals."""

from dataclasses import replace

from ecolint import Gap, Injection, Language, Markup


def _javascript() -> object:
    import tree_sitter_javascript

    return tree_sitter_javascript.language()


def _typescript() -> object:
    import tree_sitter_typescript

    return tree_sitter_typescript.language_typescript()


def _tsx() -> object:
    import tree_sitter_typescript

    return tree_sitter_typescript.language_tsx()


JSX = Markup(
    tags=("jsx_opening_element", "jsx_self_closing_element"),
    element=frozenset({"jsx_element", "jsx_self_closing_element"}),
    name=frozenset({"identifier", "member_expression", "jsx_namespace_name"}),
    attribute=frozenset({"jsx_attribute"}),
    spread=frozenset({"jsx_expression"}),
    fold_tags=False,
    renamed={"className": "class", "htmlFor": "for", "httpEquiv": "http-equiv", "acceptCharset": "accept-charset"},
    camel_case={
        name.lower(): name
        for name in ("autoPlay", "crossOrigin", "fetchPriority", "playsInline", "srcSet", "tabIndex", "useMap")
    },
    expression=frozenset({"jsx_expression"}),
    constants={"true": "", "false": None, "null": None, "undefined": None},
)
_HOLES = frozenset({"template_substitution"})
TEMPLATE_LITERALS = (
    Injection(
        '(call_expression function: (identifier) @_tag arguments: (template_string) @content (#eq? @_tag "html"))',
        "html",
        place="literal",
        holes=_HOLES,
        trim=1,
    ),
    Injection(
        '(call_expression function: (identifier) @_tag arguments: (template_string) @content (#eq? @_tag "css"))',
        "css",
        place="literal",
        holes=_HOLES,
        trim=1,
    ),
)
KEYWORD_NAME = Gap(r"\bas\s+(class|for)\b(?=\s*[,}])", "x", "export")
"""`export { css as class }`: the grammar takes no keyword for a name there."""
IN_ATTRIBUTE = Gap(r"\s(in)(?==[{\"']|\s*+/?+>)", "x", "in")
"""`<Collapse in={open}>`."""
JAVASCRIPT = Language(
    "javascript",
    _javascript,
    (".js", ".mjs", ".cjs", ".jsx"),
    aliases=("js", "jsx", "module", "text/javascript", "application/javascript", "text/ecmascript", "text/babel"),
    injections=TEMPLATE_LITERALS,
    minified=True,
    markup=JSX,
    groups={
        "loop": frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"}),
        "function": frozenset(
            {
                "arrow_function",
                "function_declaration",
                "function_expression",
                "generator_function",
                "generator_function_declaration",
                "method_definition",
            }
        ),
        "block": frozenset({"program", "statement_block", "class_body"}),
        "preamble": frozenset({"hash_bang_line"}),
    },
    index={"import": "(import_statement) @node"},
    texts={
        "program": "",
        "import_statement": "import",
        "for_statement": "for",
        "for_in_statement": "for",
        "while_statement": "while",
        "do_statement": "do",
        "spread_element": "...",
    },
    gaps=(KEYWORD_NAME,),
    rare_gaps=(IN_ATTRIBUTE,),
    stray=b"&",
    stray_after=frozenset(
        {
            *("jsx_text", "jsx_opening_element", "jsx_closing_element", "jsx_element", "jsx_self_closing_element"),
            *("jsx_expression", "html_character_reference"),
        }
    ),
)
IMPORTED_TYPE = Gap(r"\b(import\((?:\"[^\"\n]*+\"|'[^'\n]*+')\))(?=\.[A-Z_$])", "x", "import(")
"""`import("vue").Ref`: the grammar knows it in few places."""
RARE_TYPES = (
    Gap(r"\b(import\((?:\"[^\"\n]*+\"|'[^'\n]*+')\))(?=\.(?!then\b|catch\b|finally\b)[a-z])", "x", "import("),
    Gap(r"\(\s*+(any|bigint|boolean|never|number|object|string|symbol|unknown)\??+\s*+(?=[,)])", "x", "=>"),
    Gap(r"\bexport\s+(type)(?=\s*\*)", " ", "export"),
)
"""Types of modules' functions, and parameters called like a type in a function's type: `(string) => void`."""
TYPESCRIPT = replace(
    JAVASCRIPT,
    name="typescript",
    grammar=_typescript,
    extensions=(".ts", ".mts", ".cts"),
    family="javascript",
    aliases=("ts", "text/typescript"),
    markup=None,
    stray=b"",
    gaps=(KEYWORD_NAME, IMPORTED_TYPE),
    rare_gaps=RARE_TYPES,
)
TSX = replace(
    JAVASCRIPT,
    name="tsx",
    grammar=_tsx,
    extensions=(".tsx",),
    family="javascript",
    aliases=(),
    gaps=(KEYWORD_NAME, IMPORTED_TYPE),
    rare_gaps=RARE_TYPES,
)
LANGUAGES = (JAVASCRIPT, TYPESCRIPT, TSX)
