"""A rule's settings: the keyword-only parameters of its function."""

from typing import NamedTuple, TypeAlias, cast

OPTION_TYPES = {"int": int, "float": float, "bool": bool, "str": str, "tuple[str, ...]": tuple}

OptionValue: TypeAlias = int | float | bool | str | tuple[str, ...]


class Option(NamedTuple):
    """A setting of a rule: a keyword-only parameter of its function."""

    name: str
    type: str
    """One of `OPTION_TYPES`."""
    default: OptionValue

    def check(self, value: object) -> OptionValue:
        """The value in the option's type. Raises ValueError, saying what is expected."""
        expected = OPTION_TYPES[self.type]
        if expected is tuple:
            if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
                return tuple(value)
            raise ValueError(f"{self.name} must be a list of strings")
        if expected is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, expected) and (expected is bool or not isinstance(value, bool)):
            return cast("OptionValue", value)
        words = {"int": "a whole number", "float": "a number", "bool": "true or false", "str": "a string"}
        raise ValueError(f"{self.name} must be {words[self.type]}, not {value!r}")
