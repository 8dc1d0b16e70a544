"""Words of reports that stand in variables: levels, resources, reasons. Each by its English name, in the reader's
language."""

from collections.abc import Mapping

from ..model.wording import Phrase
from ..texts import plural, say

_NAMES: Mapping[str, Phrase] = {
    "error": Phrase("error"),
    "warning": Phrase("warning"),
    "note": Phrase("note"),
    "network": Phrase("network"),
    "cpu": Phrase("cpu"),
    "memory": Phrase("memory"),
    "storage": Phrase("storage"),
    "server": Phrase("server"),
    "device": Phrase("device"),
    "measured": Phrase("measured"),
    "official": Phrase("official"),
    "deterministic": Phrase("deterministic"),
    "consensus": Phrase("consensus"),
    "contested": Phrase("contested"),
    "high": Phrase("high"),
    "medium": Phrase("medium"),
    "low": Phrase("low"),
    "in-source": Phrase("in-source"),
    "baseline": Phrase("baseline"),
}
_REASONS = (
    Phrase("excluded: {what}", what="…"),
    Phrase("ignored by {what}", what="…"),
    Phrase("larger than {what} MB (max-file-size)", what="…"),
    Phrase("larger than {what} kB (max-file-size)", what="…"),
    Phrase("larger than {what} bytes (max-file-size)", what="…"),
    Phrase("longer than {what} s", what="…"),
    Phrase("binary (NUL bytes)"),
    Phrase("link out of the root"),
    Phrase("link loop"),
    Phrase("broken link"),
    Phrase("not a regular file"),
)


def word(name: str) -> str:
    """A level, resource, kind of evidence, precision or kind of suppression."""
    return say(_NAMES.get(name, name))


def reason(text: str) -> str:
    """Why a file was left out."""
    for known in _REASONS:
        before, field, after = known.template.partition("{what}")
        if field and text.startswith(before) and text.endswith(after):
            return say(known.template, what=text[len(before) : len(text) - len(after)])
    return say(text)


def findings(number: int) -> str:
    """ "1 finding", "2 findings"."""
    return plural("{number} finding", "{number} findings", number)


def share(number: int, checked: int) -> str:
    """How many of the files that were checked: "3 of 20 files", but "1 file" of one.

    Of more than were checked, too, only how many: rules about the project read manifests, which are not checked.
    """
    if number > checked or checked == 1:
        return files(number)
    return say("{count} of {files}", count=number, files=files(checked))


def files(number: int) -> str:
    """ "1 file", "2 files"."""
    return plural("{number} file", "{number} files", number)


def at_level(number: int, level: str) -> str:
    """ "1 warning", "2 warnings"."""
    if level == "error":
        return plural("{number} error", "{number} errors", number)
    if level == "warning":
        return plural("{number} warning", "{number} warnings", number)
    return plural("{number} note", "{number} notes", number)


def listed(counts: Mapping[str, int]) -> str:
    """ "network 12, cpu 3"; those with none are left out."""
    return ", ".join(f"{word(name)} {number}" for name, number in counts.items() if number)
