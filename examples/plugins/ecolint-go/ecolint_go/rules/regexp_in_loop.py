from ecolint import Document, Node, rule


@rule(
    "go",
    query="""
    ((call_expression
      function: (selector_expression operand: (identifier) @_package field: (field_identifier) @_name)) @call
      (#eq? @_package "regexp") (#any-of? @_name "Compile" "MustCompile"))
    """,
    saves=["cpu"],
    evidence="deterministic",
)
def regexp_in_loop(call: Node, doc: Document) -> str | None:
    """A regular expression is compiled on every turn of a loop.

    Compiling parses the pattern and builds a program of it; the result is the same each time.

    ```go bad
    package a

    func count(lines []string) (n int) {
        for _, line := range lines {
                if regexp.MustCompile(`^\\s*$`).MatchString(line) {
                        n++
                }
        }
        return
    }
    ```

    ```go good
    package a

    var blank = regexp.MustCompile(`^\\s*$`)
    ```

    ```go good
    package a

    func f() {
        for {
                later(func() { regexp.MustCompile("a") })
        }
    }
    ```
    """
    if doc.enclosing(call, "loop", within="function"):
        return "compiled on every turn; compile it once, before the loop"
    return None
