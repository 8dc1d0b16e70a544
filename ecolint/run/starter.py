"""The configuration that `ecolint init` writes."""

from collections.abc import Mapping

from ..model.declaration import PRESETS
from ..model.registry import Registry
from ..model.wording import Phrase
from ..texts import say, spoken
from .default_excludes import CLASSES

_PRESETS: Mapping[str, Phrase] = {
    "core": Phrase("{count} rules, findings that are nearly always right and worth an edit", count=0),
    "recommended": Phrase("{count} rules, more of the same, for teams that want to go further", count=0),
    "all": Phrase("{count} rules, also those that need a careful eye, and previews", count=0),
}


def starter_config(registry: Registry) -> str:
    """A short `ecolint.toml` with comments. Every line that is commented out is valid once it isn't."""
    rule = min(registry.rules.values(), key=lambda rule: (not rule.options, not rule.saves, rule.name))
    option = [f"# {option.name} = {_toml(option.default)}" for option in rule.options[:1]]
    sizes = {preset: len(registry.preset(preset)) for preset in PRESETS}
    presets = [f"#   {name}: {say(_PRESETS[name].template, count=sizes[name])}" for name in PRESETS]
    classes = ", ".join(f'"{name}"' for name in CLASSES)
    language = [] if spoken() == "en" else [_comment(say("The language of messages.")), f'lang = "{spoken()}"', ""]
    return "\n".join(
        [
            _comment(
                say(
                    "Configuration of ecolint. All keys are optional; `ecolint config show FILE` shows what holds for a"
                    " file."
                )
            ),
            "",
            *language,
            _comment(say("The rules to begin with:")),
            *presets,
            'extends = ["core"]',
            "",
            _comment(say("More rules, by name, by family or by what they save; `ecolint rules` lists them.")),
            f'# select = ["{rule.family}/*", "saves:network"]',
            "",
            _comment(
                say(
                    "Rules that don't run. For a single place, write a comment there: {ignore}",
                    ignore=f"ecolint: ignore[{rule.name}] {say('reason')}",
                )
            ),
            f'# ignore = ["{rule.name}"]',
            "",
            _comment(say("Left out besides what .gitignore names; patterns as there.")),
            '# exclude = ["legacy/"]',
            "",
            _comment(say("Left out as well, because no visitor loads it. Keep the classes that should stay out.")),
            f"# default-excludes = [{classes}]",
            "",
            _comment(say('The level that makes the exit code 1: "error", "warning", "note" or "never".')),
            'fail-on = "warning"',
            "",
            _comment(
                say("A rule's severity and options; {command} shows them.", command=f"ecolint explain {rule.name}")
            ),
            f'# [rules."{rule.name}"]',
            '# severity = "error"',
            *option,
            "",
            _comment(say("Other rules for some files.")),
            "# [[overrides]]",
            '# files = ["emails/"]',
            f'# ignore = ["{rule.name}"]',
            "",
        ]
    )


def _comment(text: str) -> str:
    return f"# {text}"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
