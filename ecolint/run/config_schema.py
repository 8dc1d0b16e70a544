"""The keys of a configuration, as a JSON Schema. `config.load` checks by it, and `ecolint config schema` prints it.

A `title` says in a few words what is expected: it stands in messages and in editors.
"""

from collections.abc import Collection, Iterable
import re
from typing import Any, TypeAlias

from ..model.declaration import PRESETS
from ..model.finding import Severity
from ..model.registry import Registry
from ..model.rule import Rule
from ..model.wording import Phrase
from ..texts import LANGUAGES
from .default_excludes import CLASSES
from .settings import Settings

Schema: TypeAlias = dict[str, Any]

PRESET_DATES = ("2026.12",)
"""`core:2026.12` is what `core` was then. There has been no other content yet."""

_PLUGINS_REFUSED = Phrase(
    "a repository's configuration can't name Python plugins, because linting must not run its code; "
    "name them with --plugin or in the user-level configuration"
)
_RANGE = {"minimum": -(2**53), "maximum": 2**53}
"""What every reader of JSON takes as it is; neither infinite nor "not a number"."""

_OPTION_TYPES: dict[str, Schema] = {
    "int": {"type": "integer", **_RANGE, "title": Phrase("a whole number")},
    "float": {"type": "number", **_RANGE, "title": Phrase("a number")},
    "bool": {"type": "boolean", "title": Phrase("true or false")},
    "str": {"type": "string", "title": Phrase("a string")},
    "tuple[str, ...]": {
        "type": "array",
        "items": {"type": "string", "title": Phrase("a string")},
        "title": Phrase("a list of strings"),
    },
}


def _list(item: Schema, title: str, description: str) -> Schema:
    return {"type": "array", "items": item, "title": title, "description": description}


def _word(title: str, known: Iterable[str], description: str = "") -> Schema:
    word = {"type": "string", "title": title, "enum": list(known)}
    return {**word, "description": description} if description else word


_PATTERN = {"type": "string", "title": Phrase("a pattern as in .gitignore")}
_INNER_PATH = {
    "type": "string",
    "title": Phrase("a path below the configuration's folder"),
    "pattern": r"^(?![/\\~]|[A-Za-z]:)(?!([\s\S]*[/\\])?[.][.]([/\\]|$))[\s\S]",
}
_PLUGIN = {"type": "string", "title": Phrase("a plugin's name")}

_PLAIN: dict[str, Schema] = {
    "exclude": _list(_PATTERN, Phrase("a list of patterns as in .gitignore"), "Files and folders that are left out."),
    "default-excludes": _list(
        _word(Phrase("class of files"), CLASSES),
        "a list of classes",
        "What is left out because no visitor loads it: these classes of files.",
    ),
    "fail-on": _word(
        Phrase("level"),
        [*Severity, "never"],
        "The level of findings, this one or a heavier one, that makes the exit code 1.",
    ),
    "require-reason": {
        "type": "boolean",
        "title": Phrase("true or false"),
        "description": "Whether each ignore comment must give a reason.",
    },
    "max-file-size": {
        "anyOf": [
            {"type": "string", "title": Phrase("a size"), "pattern": "^[0-9]{1,9}([.][0-9]{1,9})? ?(B|kB|KB|MB|GB)$"},
            {"type": "integer", "title": Phrase("bytes"), "minimum": 0, "maximum": _RANGE["maximum"]},
        ],
        "title": Phrase('a size such as "1 MB", or 0 for any'),
        "description": "Larger files are not linted. A number counts bytes.",
    },
    "time-limit": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": 600,
        "title": Phrase("a number of seconds, more than 0 and at most 600"),
        "description": "Seconds that one file may take.",
    },
    "static": {
        "anyOf": [
            {"type": "array", "items": _INNER_PATH, "title": Phrase("a list of folders")},
            {
                "type": "object",
                "propertyNames": {"title": Phrase("URL prefix")},
                "additionalProperties": _INNER_PATH,
                "title": Phrase("a table"),
            },
        ],
        "title": Phrase("a list of folders, or a table of URL prefixes and their folders"),
        "description": 'Folders of pictures, fonts and other assets that pages refer to: ["public/"], '
        'or with the URL they are served at: {"/static/" = "assets/"}.',
    },
    "own-domains": _list(
        {"type": "string", "title": Phrase('a domain such as "example.org"'), "pattern": r"^[^/\s]+$"},
        Phrase("a list of domains"),
        "Domains of the service itself.",
    ),
    "lang": _word(
        Phrase("language"),
        [*LANGUAGES],
        "The language of messages; by default the locale's for what is read in a terminal, and English for the rest.",
    ),
    "rule-files": _list(_INNER_PATH, Phrase("a list of paths"), "Files with rules that are data (TOML)."),
    "baseline": {**_INNER_PATH, "description": "The file of accepted findings."},
    "require-plugins": _list(_PLUGIN, Phrase("a list of plugins"), "Plugins without which a run is refused."),
    "disable-plugins": _list(_PLUGIN, Phrase("a list of plugins"), "Plugins that are not loaded."),
    "plugins": {"not": {}, "description": _PLUGINS_REFUSED},
}


def schema(registry: Registry) -> Schema:
    """The JSON Schema (draft 2020-12) of `ecolint.toml` and of `[tool.ecolint]`, for what is installed."""
    made = checked_schema(registry)
    for field, value in Settings()._asdict().items():
        name = field.replace("_", "-")
        if name in made["properties"] and value not in ((), ""):
            default = list(value) if isinstance(value, tuple) else value
            made["properties"][name] = {**made["properties"][name], "default": default}
    for name, table in made["$defs"]["rules"]["properties"].items():
        if rule := registry.rule(name):
            table["description"] = rule.docs.title
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Configuration of ecolint"}


def checked_schema(registry: Registry, absent: Collection[str] = ()) -> Schema:
    """The same without what only people read. `absent`: plugins that are not loaded, whose rules may still be named."""
    absent = {*absent, *(plugin.name for plugin in registry.plugins if plugin.failed)}
    selectors = {"$ref": "#/$defs/selector"}
    select = _list(selectors, Phrase("a list of rules"), "Rules that run besides those of the presets.")
    ignore = _list(
        {"anyOf": [selectors, {"type": "string", "title": Phrase("a rule")}], "title": Phrase("a rule")},
        "a list of rules",
        "Rules that don't run.",
    )
    rules = {"$ref": "#/$defs/rules"}
    overrides = _table(
        {
            "files": _list(_PATTERN, Phrase("a list of patterns as in .gitignore"), "The files that this is about."),
            "select": select,
            "ignore": ignore,
            "rules": rules,
        },
        Phrase("key"),
    )
    dated = [f"{preset}:{date}" for preset in PRESETS for date in PRESET_DATES]
    preset = _with_absent(_word(Phrase("preset"), [*PRESETS, *dated, *registry.presets]), absent)
    return {
        **_table(
            {
                "extends": _list(preset, Phrase("a list of presets"), "The rules to begin with."),
                "select": select,
                "ignore": ignore,
                "rules": rules,
                "overrides": _list(
                    {**overrides, "required": ["files"]}, Phrase("an array of tables"), "What differs by file."
                ),
                "templates": {
                    "type": "object",
                    "propertyNames": {"title": Phrase("pattern")},
                    "additionalProperties": _word(Phrase("template language"), template_names(registry)),
                    "title": Phrase("a table of patterns and their template languages"),
                    "description": "Which template language files are written in, where their name doesn't say it.",
                },
                **_PLAIN,
            },
            Phrase("key"),
        ),
        "$defs": {"selector": _selector(registry, absent), "rules": _rules(registry, absent)},
    }


def template_names(registry: Registry) -> list[str]:
    """The template languages that `templates` may name."""
    return sorted({syntax.name for language in registry.languages.values() for syntax in language.templates})


def _table(properties: Schema, kind: str) -> Schema:
    return {
        "type": "object",
        "title": Phrase("a table"),
        "properties": properties,
        "additionalProperties": False,
        "propertyNames": {"title": kind},
    }


def _selector(registry: Registry, absent: Collection[str]) -> Schema:
    aliases = [alias for rule in registry.rules.values() for alias in rule.aliases]
    return _with_absent(_word(Phrase("rule"), [*registry.selectors(), *aliases, "*"]), absent)


def _with_absent(word: Schema, absent: Collection[str]) -> Schema:
    """A word, or what plugins that aren't loaded may call one."""
    if not absent:
        return word
    return {
        "anyOf": [
            word,
            {"type": "string", "title": Phrase("a {kind}", kind=word["title"]), "pattern": _family_pattern(absent)},
        ]
    }


def _rules(registry: Registry, absent: Collection[str]) -> Schema:
    tables = {name: _rule(rule) for name, rule in registry.rules.items()}
    former = {alias: {**_rule(rule), "deprecated": True} for rule in registry.rules.values() for alias in rule.aliases}
    made = _table({**former, **tables}, Phrase("rule"))
    made["description"] = "Severities and options, by rule."
    if absent:
        made["patternProperties"] = {_family_pattern(absent): {"type": "object", "title": Phrase("a table")}}
    return made


def _rule(rule: Rule) -> Schema:
    options = {option.name: {**_OPTION_TYPES[option.type], "default": option.default} for option in rule.options}
    severity = _word(Phrase("level"), Severity, "How heavy its findings are.")
    return _table(
        {**options, "severity": {**severity, "$comment": Phrase("to turn a rule off, name it in ignore")}},
        Phrase("option"),
    )


def _family_pattern(absent: Collection[str]) -> str:
    return f"^({'|'.join(re.escape(name) for name in sorted(absent))})/"
