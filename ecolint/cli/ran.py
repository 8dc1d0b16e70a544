"""How many rules ran, and where more are: for those who chose none, and may take them for all there are."""

from ..run.settings import Choices
from ..texts import plural
from .common import Environment

_MORE = "recommended"


def rules_note(environment: Environment, choices: Choices) -> str:
    """A line for the end of a report; nothing where a command line or a configuration says which rules run."""
    file = environment.settings.file
    if choices.extends or choices.select or (file and {"extends", "select"} & file.table.keys()):
        return ""
    running = environment.rules_for_all().names
    more = {rule.name for rule in environment.registry.preset(_MORE)} - running
    if not more:
        return ""
    return plural(
        "{number} rule ran; --extends {preset} adds {more}",
        "{number} rules ran; --extends {preset} adds {more}",
        len(running),
        preset=_MORE,
        more=len(more),
    )
