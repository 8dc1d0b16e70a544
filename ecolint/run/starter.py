"""The configuration that `ecolint init` writes."""

from ..model.declaration import PRESETS
from ..model.registry import Registry
from .default_excludes import CLASSES

_PRESET_TEXTS = {
    "core": "findings that are nearly always right and worth an edit",
    "recommended": "more of the same, for teams that want to go further",
    "all": "also rules that need a careful eye, and previews",
}


def starter_config(registry: Registry) -> str:
    """A short `ecolint.toml` with comments. Every line that is commented out is valid once it isn't."""
    sizes = {preset: len(registry.preset(preset)) for preset in PRESETS}
    presets = "\n".join(f"#   {name}: {sizes[name]} rules, {_PRESET_TEXTS[name]}" for name in PRESETS)
    classes = ", ".join(f'"{name}"' for name in CLASSES)
    rule = min(registry.rules.values(), key=lambda rule: (not rule.options, not rule.saves, rule.name))
    option = "".join(f"# {option.name} = {_toml(option.default)}\n" for option in rule.options[:1])
    return f"""\
# Configuration of ecolint. All keys are optional; `ecolint config show FILE` shows what holds for a file.

# The rules to begin with:
{presets}
extends = ["core"]

# More rules, by name, by family or by what they save; `ecolint rules` lists them.
# select = ["{rule.family}/*", "saves:network"]

# Rules that don't run. For a single place, write a comment there: ecolint: ignore[{rule.name}] reason
# ignore = ["{rule.name}"]

# Left out besides what .gitignore names; patterns as there.
# exclude = ["legacy/"]

# Left out as well, because no visitor loads it. Keep the classes that should stay out.
# default-excludes = [{classes}]

# The level that makes the exit code 1: "error", "warning", "note" or "never".
fail-on = "warning"

# A rule's severity and options; `ecolint explain {rule.name}` tells them.
# [rules."{rule.name}"]
# severity = "error"
{option}
# Other rules for some files.
# [[overrides]]
# files = ["emails/"]
# ignore = ["{rule.name}"]
"""


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
