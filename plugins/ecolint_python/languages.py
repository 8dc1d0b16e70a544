"""Python."""

from ecolint import Language


def _python() -> object:
    import tree_sitter_python

    return tree_sitter_python.language()


PYTHON = Language(
    "python",
    _python,
    (".py", ".pyi"),
    aliases=("py",),
    groups={
        "loop": frozenset(
            {
                "for_statement",
                "while_statement",
                "list_comprehension",
                "set_comprehension",
                "dictionary_comprehension",
                "generator_expression",
            }
        ),
        "function": frozenset({"function_definition", "lambda"}),
        "block": frozenset({"module", "block"}),
    },
    index={
        "import": "[(import_statement) (import_from_statement)] @node",
        "decorated": "(decorated_definition) @node",
        "while": "(while_statement) @node",
    },
    texts={
        "import_statement": "import",
        "import_from_statement": "import",
        "class_definition": "class",
        "decorated_definition": "@",
        "for_statement": "for",
        "for_in_clause": "for",
        "list_comprehension": "for",
        "while_statement": "while",
        "try_statement": "try",
        "except_clause": "except",
    },
)
LANGUAGES = (PYTHON,)
