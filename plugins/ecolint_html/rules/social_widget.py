"""Buttons and boxes of social networks."""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..surroundings import is_example, places_of
from ..third_parties import Use, of_kind

_SIGNS_IN = (b"FB.login", b"FB.getLoginStatus", b"FB.api", b"fb-login-button", b"fb:login-button")
_IN_PATHS = {"X": "twitter"}
_SHORT = 2
"""Letters of a name that stands in many paths by chance."""
_WAITS = ("intersectionobserver", "onclick", "'click'", '"click"', "'scroll'", '"scroll"')
"""What a script that loads something on demand speaks of."""


@rule(
    "html",
    "javascript",
    mentions=["//"],
    saves=["network", "cpu"],
    evidence="consensus",
    preset="core",
    refs=["rgesn:2.10", "rgesn:4.4", "wsg:treat-third-parties-the-same-as-first-parties", "rweb:0059"],
)
def social_widget(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A social network's own button or box is loaded for what a link can do.

    Its script, frames and fonts weigh hundreds of kilobytes on every page that carries it, run on every visit and
    follow the visitor. A plain link to the network's sharing address, or to the account, does the same for a few
    bytes.

    Evidence: RGESN 2.10 and 4.4, the Web Sustainability Guidelines and an RWEB practice agree.

    Known widgets, and services of comments, are data with source and date; `hosts` adds a team's own. What a consent
    tool loads later gives a note.

    ## When not to care

    Plain links to networks are what we recommend. Sign-in with a network's account needs its script: Facebook's is left
    alone in a file that calls `FB.login` and the like, of others say so in an ignore comment. Script files are left
    alone, as they may load a widget when somebody asks for it; so are scripts in pages that wait for a click, for
    scrolling or with an `IntersectionObserver`, and parts whose path names the network, which are there for who wants
    them. So are examples and documentation.

    ```html bad
    <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
    ```
    ```html bad
    <IFRAME SRC='//www.facebook.com/plugins/like.php?href=https%3A%2F%2Fexample.org' WIDTH=100></IFRAME>
    ```
    ```html bad
    <script>(function(d){var j=d.createElement("script");j.src="//s7.addthis.com/js/300/addthis_widget.js";
    d.body.appendChild(j)})(document)</script>
    ```
    ```django bad
    <script src="https://platform.linkedin.com/in.js?lang={{ locale }}"></script>
    ```
    ```jsx bad
    const Post = () => <script async src="https://www.instagram.com/embed.js" />
    ```
    ```liquid bad
    <script>var s = document.createElement('script'); s.src = 'https://{{ site.name }}.disqus.com/embed.js'</script>
    ```
    ```html good
    <a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org">Share on Facebook</a>
    ```
    ```html good
    <a href="https://x.com/montrivel">Follow us on X</a><img src="https://pbs.twimg.com/media/a.jpg" alt="">
    ```
    ```js good
    // once: https://platform.twitter.com/widgets.js
    loadScript(`https://connect.facebook.net/${lang}/sdk.js`)
    window.open("https://twitter.com/intent/tweet?url=" + encodeURIComponent(location.href))
    ```
    ```html good
    <script src="https://connect.facebook.net/en_US/sdk.js"></script><script>FB.login(greet)</script>
    ```
    ```html good
    <script>new IntersectionObserver(() => {
      const s = document.createElement('script'); s.src = 'https://montrivel.disqus.com/embed.js'
      document.head.append(s)
    }).observe(document.querySelector('#comments'))</script>
    ```
    ```js good
    const widget = "https://platform.twitter.com/widgets.js"
    export const load = () => addScript(widget)
    ```
    ```jinja good
    <script src="{{ widget }}"></script>
    ```
    ```html good file=parts/facebook/like.html
    <iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fexample.org"></iframe>
    ```
    """
    if is_example(doc):
        return
    for use, name in of_kind(doc, "social", hosts, "script", "iframe"):
        if not (_may_wait(doc, use) or _is_part(doc, name) or (name == "Facebook" and _signs_in(doc))):
            yield report(
                use.span,
                "the page loads a widget of {service}; a plain link does the same",
                service=name,
                severity="note" if use.deferred else None,
            )
    for use, name in of_kind(doc, "comments", (), "script", "iframe"):
        if not _may_wait(doc, use):
            yield report(
                use.span,
                "the page loads the comments of {service}; load them when somebody asks for them",
                service=name,
                severity="note" if use.deferred else None,
            )


def _may_wait(doc: Document, use: Use) -> bool:
    """Whether a script loads it, perhaps when somebody asks."""
    return use.element is None and (doc.host is None or any(True for word in _WAITS for _ in places_of(doc, word)))


def _is_part(doc: Document, name: str) -> bool:
    """Whether the path names the network: a part that is there for who asks for it."""
    word = _IN_PATHS.get(name, name).lower()
    return len(word) > _SHORT and word in str(doc.path).lower()


def _signs_in(doc: Document) -> bool:
    return any(word in doc.source.data for word in _SIGNS_IN)
