import re

from ecolint import Document, Node, Report, report, rule

from ..bindings import binding
from ..loading import at_load
from ..surroundings import on_server
from ..syntax import arguments, assignments, bare, calls, name_of, receiver

_SIGNS = ("video", "audio", "player", "media", "film")


@rule(
    "javascript",
    query=f"""
    {calls("play")}
    {assignments("autoplay")}
    """,
    saves=["network", "device"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=[
        "rgesn:4.1",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0106",
    ],
)
def media_play_on_load(call: Node | None, target: Node | None, value: Node | None, doc: Document) -> Report | None:
    """A script starts a video or a sound when the page is shown.

    The media is fetched and decoded for everyone who comes for something else, which is most of the weight of such a
    page. Let the user start it.

    RGESN criterion 4.1 (2024) asks that media don't start by themselves.

    In preset `all` only: published scripts that start media by themselves mostly show a camera, or are signs in a hall.

    Calls in the handlers of clicks and keys are fine, and so is what isn't surely a media element, such as a Lottie
    animation, and a file that shows a camera or another stream (`srcObject`).

    ```js bad
    document.querySelector("video").play();
    ```

    ```html bad
    <video id="film" src="film.webm"></video>
    <script>
      window.addEventListener("load", () => document.getElementById("film").play());
    </script>
    ```

    ```js bad
    const video = document.createElement("video");
    video.autoplay = true;
    ```

    ```vue bad
    <script setup>
    import { onMounted, ref } from "vue";

    const video = ref(null);
    onMounted(() => video.value.play());
    </script>
    ```

    ```tsx bad
    import { useEffect, useRef } from "react";

    export function Film() {
      const shown = useRef<HTMLVideoElement>(null);
      useEffect(() => { shown.current?.play(); }, []);
      return <video ref={shown} src="film.webm" />;
    }
    ```

    ```js good
    const player = document.querySelector("lottie-player");
    player.play();
    whenSeen(() => document.querySelector("video").play());
    ```

    ```js good
    button.addEventListener("click", () => document.querySelector("video").play());
    ```

    ```js good
    const game = new Game();
    game.play();
    video.autoplay = false;

    function preview(stream) {
      const video = document.createElement("video");
      video.autoplay = true;
      video.srcObject = stream;
    }
    ```

    ```tsx good
    export const Film = ({ source }) => {
      const video = useRef(null);
      return <video ref={video} src={source} onClick={() => video.current.play()} />;
    };
    ```
    """
    if on_server(doc) or b"srcObject" in doc.data:
        return None
    if call is not None:
        media = receiver(call)
        if media is None or arguments(call) or not _is_media(doc, media) or not at_load(doc, call):
            return None
        return report(name_of(call), "a video or sound starts when the page is shown; let the user start it")
    if target is not None and value is not None and value.type == "true":
        media = target.child_by_field_name("object")
        if media is not None and _is_media(doc, media) and at_load(doc, target):
            return report(target, "a video or sound starts when the page is shown; let the user start it")
    return None


def _is_media(doc: Document, node: Node) -> bool:
    """Whether an expression is a media element: fetched as one, made as one, called one, or one's `ref`."""
    node = bare(node)
    text = doc.text(node)
    if node.type == "member_expression" and text.endswith((".current", ".value")) and _is_ref(doc, node):
        return True
    if node.type == "identifier":
        found = binding(doc, node)
        value = found.node.child_by_field_name("value") if found and found.node.type == "variable_declarator" else None
        text += " " + doc.text(value) if value is not None and value.end_byte - value.start_byte < 200 else ""
        if value is not None and value.type == "new_expression":
            return "Audio(" in text
    text = text.lower()
    return "lottie" not in text and any(sign in text for sign in _SIGNS)


def _is_ref(doc: Document, node: Node) -> bool:
    """Whether `film.current` or `film.value` is what `<video ref={film}>` or `<video ref="film">` refers to."""
    holder = node.child_by_field_name("object")
    if holder is None or holder.type != "identifier":
        return False
    name = re.escape(doc.data[holder.start_byte : holder.end_byte])
    page = doc.host.document if doc.host is not None else doc
    return re.search(rb"<(?:audio|video)\b[^<]{0,400}?\sref=[{\"]\s*%b\s*[}\"]" % name, page.data) is not None
