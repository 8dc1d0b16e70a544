from ecolint import Document, Node, rule


@rule("go", query="(defer_statement) @statement", saves=["memory"], evidence="deterministic")
def defer_in_loop(statement: Node, doc: Document) -> str | None:
    """What a loop opens stays open until the function ends.

    `defer` runs when the function returns, not at the end of a turn: files, locks and memory pile up.

    ```go bad
    package a

    func read(names []string) {
        for _, name := range names {
                file, _ := os.Open(name)
                defer file.Close()
        }
    }
    ```

    ```go good
    package a

    func read(name string) {
        file, _ := os.Open(name)
        defer file.Close()
    }
    ```
    """
    if doc.enclosing(statement, "loop", within="function"):
        return "stays open until the function ends; move the turn into a function of its own"
    return None
