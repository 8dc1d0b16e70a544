"""Edits that several fixes need."""

from ecolint import Edit, Node, Span

from .tree import text


def keyword_argument(call: Node, name: str) -> Node | None:
    """The whole `name=value` of a call."""
    given = call.child_by_field_name("arguments")
    for argument in given.named_children if given is not None else ():
        if argument.type == "keyword_argument" and text(argument.child_by_field_name("name")) == name:
            return argument
    return None


def without_argument(argument: Node) -> Edit:
    """An argument taken out, with the comma that parted it from the one before, or after."""
    before, after = argument.prev_sibling, argument.next_sibling
    if before is not None and before.type == ",":
        return Edit(Span(before.start_byte, argument.end_byte), "")
    if after is not None and after.type == ",":
        following = after.next_sibling
        return Edit(Span(argument.start_byte, following.start_byte if following else after.end_byte), "")
    return Edit(Span(argument.start_byte, argument.end_byte), "")


def with_argument(call: Node, written: str) -> Edit | None:
    """An argument added at the end of a call."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "argument_list" or given.end_byte <= given.start_byte + 1:
        return None
    arguments = [one for one in given.named_children if one.type != "comment"]
    if not arguments:
        return Edit(Span(given.start_byte + 1, given.start_byte + 1), written)
    end = arguments[-1].end_byte
    return Edit(Span(end, end), f", {written}")
