"""python/llm-call-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, keywords, name_place
from ..loops import changes_in, identifiers, iterated, loop_around
from ..names import modules
from ..sizes import goes_in_steps, is_unbounded
from ..tree import text

# Calls that ask a hosted model, by the documentation of OpenAI 1.57, Anthropic 0.40, Mistral 1.2, LiteLLM 1.5,
# Google GenAI 0.8: (last parts of the called name) → packages.
ASKS = {
    "embeddings.create": ("openai",),
    "completions.create": ("openai",),
    "responses.create": ("openai",),
    "messages.create": ("anthropic",),
    "chat.complete": ("mistralai",),
    "models.generate_content": ("google",),
    "models.embed_content": ("google",),
}
FUNCTIONS = frozenset({"litellm.completion", "litellm.embedding"})
_CONVERSATION = ("history", "messages", "conversation", "turn", "attempt", "retry", "step")


@rule(
    "python",
    words=("litellm", "openai", "anthropic", "mistralai", "google"),
    saves=["network", "server", "cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:9.7",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
        "rweb:0021",
    ],
)
def llm_call_in_loop(doc: Document) -> Iterator[Report]:
    """A language model is asked for each item, one request after the other.

    Embeddings take many texts in one request; batches of prompts are run when there is capacity, for less; answers to
    the same question can be kept. Each spares inference, the costliest part of such a service.

    Evidence: the providers' documentation offers batches for this; what is saved depends on the model.

    Speaks of loops that nothing but the data limits, of requests that depend on the item. Turns of one conversation are
    fine, and so are files that already use a batch or a cache.

    ## When not to care

    Who waits for the answers, or measures how long each takes, can't wait for a batch; the code doesn't tell.

    ```python bad
    from openai import OpenAI

    client = OpenAI()

    def embed(texts):
        return [client.embeddings.create(model="small", input=text) for text in texts]
    ```

    ```python good
    from openai import OpenAI

    client = OpenAI()

    def embed(texts):
        return client.embeddings.create(model="small", input=texts)
    ```

    ```python bad
    import anthropic

    def label(self, reports):
        for report in reports:
            report.label = self.client.messages.create(model=MODEL, max_tokens=8, messages=[ask(report)])
    ```

    ```python bad
    from litellm import completion

    def translate(lines):
        for line in lines:
            yield completion(model="small", messages=[{"role": "user", "content": line}])
    ```

    ```python good
    from openai import OpenAI

    client = OpenAI()

    def chat(history):
        while True:
            history.append(input())
            client.chat.completions.create(model="small", messages=history)
        for start in range(0, len(history), 100):
            client.embeddings.create(model="small", input=history[start : start + 100])
        for word in ("a", "b"):
            client.embeddings.create(model="small", input=word)
    ```

    ```python good
    from litellm import completion
    from functools import lru_cache

    @lru_cache(maxsize=1000)
    def translate(line):
        return completion(model="small", messages=[line])
    ```

    ```python good
    def build(rows):
        for row in rows:
            client.messages.create(model=row)
    ```
    """
    packages = modules(doc)
    asked = [call for call, _ in calls_to(doc, FUNCTIONS)]
    if not packages.isdisjoint(("openai", "anthropic", "mistralai", "google")):
        asked += [
            call for call in calls_named(doc, *{name.rpartition(".")[2] for name in ASKS}) if _asks(call, packages)
        ]
    for call in asked:
        loop = loop_around(call)
        if loop is None or goes_in_steps(doc, loop):
            continue
        if is_unbounded(doc, iterated(loop)) and _depends(doc, loop, call):
            yield report(name_place(call), "one inference for each item; send them in a batch, or keep the answers")


def _asks(call: Node, packages: frozenset[str]) -> bool:
    called = text(call.child_by_field_name("function"))
    return any(called.endswith(f".{name}") and not packages.isdisjoint(owners) for name, owners in ASKS.items())


def _depends(doc: Document, loop: Node, call: Node) -> bool:
    arguments = call.child_by_field_name("arguments")
    if arguments is None or any(text(given) in _CONVERSATION for given in keywords(call).values()):
        return False
    return any(changes_in(doc, loop, name) for name in identifiers(arguments))
