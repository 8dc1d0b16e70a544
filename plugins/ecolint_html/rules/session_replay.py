"""Recordings of what visitors do."""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..third_parties import of_kind, uses

_MATOMO = "HeatmapSessionRecording"


@rule(
    "html",
    "javascript",
    mentions=["//"],
    saves=["network", "cpu", "storage"],
    evidence="consensus",
    refs=[
        "rgesn:1.6",
        "rgesn:2.10",
        "wsg:avoid-being-manipulative-or-deceptive",
        "wsg:promote-responsible-data-practices",
        "rweb:0111",
    ],
)
def session_replay(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """Every visit is recorded: pointer, scrolling, the page itself.

    The recorder watches the whole page, uploads what it sees during the whole visit, and stores it for somebody who
    may look at one in a thousand. A test with ten people tells more.

    Evidence: RGESN 1.6 and 2.10, the Web Sustainability Guidelines and an RWEB practice ask to collect only what is
    used.

    Known recorders are data with source and date; `hosts` adds a team's own. What a consent tool loads later gives
    a note.

    ## When not to care

    A recorder that is loaded for a panel only, for a time. Script files are left alone: most that name a recorder are
    parts that others load if they want to.

    ```html bad
    <script src="https://static.hotjar.com/c/hotjar-123.js?sv=6"></script>
    ```
    ```html bad
    <script>(function(c,l,a,r,i,t,y){t=l.createElement(r);t.src="https://www.clarity.ms/tag/"+i;})(window,document)</script>
    ```
    ```html bad
    <script>load("https://stats.example.org/plugins/HeatmapSessionRecording/configs.php?idsite=1")</script>
    ```
    ```jsx bad
    const Recorder = () => <script async src="https://static.hotjar.com/c/hotjar-123.js?sv=6" />
    ```
    ```jinja bad
    <SCRIPT ASYNC SRC='//cdn.mouseflow.com/projects/{{ project }}.js'></SCRIPT>
    ```
    ```html good
    <script src="https://stats.example.org/matomo.js"></script>
    ```
    ```js good
    // https://static.hotjar.com/c/hotjar-123.js was removed
    const address = "https://static.hotjar.com/c/hotjar-" + project
    ```
    ```html good
    <a href="https://www.hotjar.com/legal/">Hotjar</a>
    ```
    """
    found = dict(of_kind(doc, "session-replay", hosts, "script"))
    for use in uses(doc):
        if _MATOMO in use.address and use not in found:
            found[use] = "Matomo"
    for use, name in found.items():
        if use.element is None and doc.host is None:
            continue
        yield report(
            use.span,
            "{service} records every visit; ask few people, or record a sample for a time",
            service=name,
            severity="note" if use.deferred else None,
        )
