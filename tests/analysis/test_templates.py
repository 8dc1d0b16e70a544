"""Template tags become filler of equal length, and what they touched is known."""

from ecolint_html.svelte import SVELTE
from ecolint_html.templates import DJANGO, ERB, HANDLEBARS, JINJA, MUSTACHE, PHP, TEMPLATES
import pytest
import tree_sitter
import tree_sitter_html

from ecolint.analysis.templates import choose_syntax, mask
from ecolint.analysis.unknowns import Unknowns
from ecolint.model.language import TemplateSyntax
from ecolint.model.source import Span

(SVELTE_SYNTAX,) = SVELTE.templates
SYNTAXES = {syntax.name: syntax for syntax in (*TEMPLATES, SVELTE_SYNTAX)}


def masked(text: str, syntax: TemplateSyntax = DJANGO) -> str:
    return mask(text.encode(), syntax)[0].decode()


def places(text: str, syntax: TemplateSyntax = DJANGO) -> list[tuple[str, str]]:
    return [(hole.kind, hole.place) for hole in mask(text.encode(), syntax)[1].holes]


def branches(text: str, name: str) -> list[str]:
    _, found = mask(text.encode(), SYNTAXES[name])
    return [text.encode()[branch.start : branch.end].decode() for branch in found.branches]


def comments(text: str, name: str) -> list[str]:
    return [text.encode()[span.start : span.end].decode() for span in mask(text.encode(), SYNTAXES[name])[1].comments]


# What is written over a tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>{{ x }}</p>", "<p>fffffff</p>"),
        ("{% load a %}<p>", "            <p>"),
        ("{# note #}<p>", "          <p>"),
        ('<a href="{{ u }}/b">', '<a href="fffffff/b">'),
        ('<a href="{% url %}">', '<a href="fffffffff">'),
        ("<a href={{ u }}/b>", "<a href=fffffff/b>"),
        ("<a href= {{ u }} id=b>", "<a href= fffffff id=b>"),
        ("<a {{ rest }} id=b>", "<a            id=b>"),
        ("<a{{ rest }} id=b>", "<a           id=b>"),
        ("<a data-{{ n }}=1>", "<a data-fffffff=1>"),
        ("<a {{ n }}-id=1>", "<a fffffff-id=1>"),
        ("<a {{ n }}=1>", "<a fffffff=1>"),
        ("<a {{ n }}{% if v %}='1'{% endif %}>", "<a fffffffffffffffff='1'           >"),
        ("<{{ tag }}>a</{{ tag }}>", "<fffffffff>a</fffffffff>"),
        ("<h{{ n }} id=a></h{{ n }}>", "<hfffffff id=a></hfffffff>"),
        ("<{{ tag }}{{ rest }}></{{ tag }}>", "<fffffffff          ></fffffffff>"),
        ("<my-{{ tag }} a>", "<my-fffffffff a>"),
        ("<{% if a %}b{% else %}i{% endif %}>", "<ffffffffffbffffffffffi           >"),
        ("<script>f({{ x }})</script>", "<script>f(fffffff)</script>"),
        ("<script>{% if x %}f(){% endif %}</script>", "<script>          f()           </script>"),
        (
            "<script>a={% if x %}1{% else %}'b'{% endif %}</script>",
            "<script>a=          1 ||       'b'           </script>",
        ),
        (
            "<script>f({% if x %} a {% else %} b.c {% endif %})</script>",
            "<script>f(           a  ||        b.c            )</script>",
        ),
        (
            "<script>let a = 1\n{% else %}\nlet b</script>",
            "<script>let a = 1\n          \nlet b</script>",
        ),
        (
            "<script>{% if x %}{{ y }}{% else %}{{ z }}{% endif %}</script>",
            "<script>          fffffff ||       fffffff           </script>",
        ),
        (
            "<script>{% if x %}f(){% else %}g(){% endif %}</script>",
            "<script>          f()          g()           </script>",
        ),
        ("<style>{% include 'a.css' %}</style>", "<style>                     </style>"),
        (
            "<style>a{b:{% if x %}c{% else %}d{% endif %}}</style>",
            "<style>a{b:          c          d           }</style>",
        ),
        ("<style>a { color: #{{ x }} }</style>", "<style>a { color: #fffffff }</style>"),
        ("<style>\n{{ css }}\n</style>", "<style>\n         \n</style>"),
        ("<!-- {{ x }} -->", "<!--         -->"),
        ("<input {% if a %}checked{% endif %}>", "<input           checked           >"),
        ("<input checked{% if a %} id=b{% endif %}>", "<input checked           id=b           >"),
        ("<input value={% if a %}1{% endif %}>", "<input value=ffffffffff1           >"),
        ("<input value={% if a %}'1'{% endif %}>", "<input value=          '1'           >"),
        ("<input value={{ a }}{% if b %} id=c{% endif %}>", "<input value=fffffff           id=c           >"),
    ],
)
def test_filler_is_what_the_grammar_wants_at_that_place(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_line_ends_stay_where_they_are() -> None:
    assert masked("a{{ b\r\n}}c{%\n\rif x %}", JINJA) == "affff\r\nffc  \n\r       "


def test_a_character_of_several_bytes_is_as_many_bytes_of_filler() -> None:
    assert mask("é{{ 'é' }}é".encode(), JINJA)[0] == "éffffffffffé".encode()


def test_a_text_without_tags_is_handed_back_as_it_is() -> None:
    data = b"<p>nothing here</p>"
    assert mask(data, DJANGO)[0] is data


def test_a_tag_that_is_not_closed_stays() -> None:
    assert masked("<p>{{ x</p>{% y") == "<p>{{ x</p>{% y"


# Where a tag stands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>{{ x }}", ("output", "text")),
        ("<p {{ x }}>", ("output", "tag")),
        ("<p {% if x %} id=a>", ("statement", "tag")),
        ("<p {% attributes x %}>", ("output", "tag")),
        ("<p class='a {{ x }}'>", ("output", "value")),
        ("<p class='>' id={{ x }}>", ("output", "value")),
        ("<p class='a' id='b > {{ x }}'>", ("output", "value")),
        ("<p a-{{ x }}>", ("output", "name")),
        ("<{{ x }}>", ("output", "name")),
        ("<script async>{{ x }}", ("output", "code")),
        ("<STYLE>{{ x }}", ("output", "code")),
        ("<script></script>{{ x }}", ("output", "text")),
        ("<script/>{{ x }}", ("output", "text")),
        ("<!-- <p> {{ x }}", ("output", "comment")),
        ("<!-- <p> -->{{ x }}", ("output", "text")),
        ("<!doctype html>{{ x }}", ("output", "text")),
        ("a < b {{ x }}", ("output", "text")),
        ("<p>it's {{ x }}", ("output", "text")),
        ("<p {# x #}>", ("comment", "tag")),
    ],
)
def test_a_hole_tells_what_it_is_and_where_it_stands(text: str, expected: tuple[str, str]) -> None:
    assert places(text) == [expected]


def test_the_place_is_known_across_holes() -> None:
    text = """<a href="{{ a }}?{{ b }}" {{ c }} id={{ d }}>{{ e }}</a><script src="{{ f }}">{{ g }}</script>{{ h }}"""
    assert [place for _, place in places(text)] == ["value", "value", "tag", "value", "text", "value", "code", "text"]


def test_each_alternative_begins_where_the_first_one_did() -> None:
    text = "{% if a %}<p class='{% else %}<b {% endif %}{{ x }}>{{ y }}"
    assert places(text)[-2:] == [("output", "tag"), ("output", "text")]


# What tags do


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("django", "{% if a %}1{% elif b %}2{% else %}3{% endif %}", ["1", "2", "3"]),
        ("django", "{% for a in b %}1{% empty %}2{% endfor %}", ["1", "2"]),
        ("django", "{% ifchanged %}1{% endifchanged %}", ["1"]),
        ("django", "{% with a=b %}{% block c %}1{% endblock %}{% endwith %}", []),
        ("django", "{% if a %}1{% if b %}2{% endif %}{% endif %}", ["1{% if b %}2{% endif %}", "2"]),
        ("django", "{% endif %}1{% else %}2{% if a %}3", []),
        ("jinja", "{%- if a -%}1{%+ endif %}", ["1"]),
        ("nunjucks", "{% asyncEach a in b %}1{% endeach %}", ["1"]),
        ("twig", "{%~ if a ~%}1{% elseif b %}2{% endif %}{% set c %}3{% endset %}", ["1", "2"]),
        ("liquid", "{%- unless a -%}1{% endunless %}{% case a %}{% when 1 %}2{% endcase %}", ["1", "", "2"]),
        ("erb", "<% if a %>1<% elsif b -%>2<% end %>", ["1", "2"]),
        ("erb", "<% a.each do |b| %>1<% end %>", ["1"]),
        ("erb", "<%= form_with do |f| %>1<% if a %>2<% end %><% end %>", ["2"]),
        ("ejs", "<% if (a) { %>1<% } else { %>2<% } %>", ["1", "2"]),
        ("ejs", "<% a.forEach((b) => { %>1<%_ }) _%>", ["1"]),
        ("ejs", "<% const a = { b: 1 } %>1<% } %>", []),
        ("handlebars", "{{#if a}}1{{else if b}}2{{^}}3{{/if}}", ["1", "2", "3"]),
        ("handlebars", "{{~#each a~}}1{{~/each~}}{{^b}}2{{/b}}", ["1", "2"]),
        ("php", "<?php if ($a): ?>1<?php elseif ($b): ?>2<?php else: ?>3<?php endif; ?>", ["1", "2", "3"]),
        ("php", "<?php if ($a) { ?>1<?php } else { ?>2<?php } ?>", ["1", "2"]),
        ("php", "<?php $a = f(); foreach ($a as $b): ?>1<?php endforeach ?>", ["1"]),
        ("php", "<?php function f() { if (g()) { h(); } ?>1<?php if ($a): ?>2<?php endif ?><?php } ?>", ["2"]),
        ("blade", "@if ($a->b('(') > 1)\n1\n@else\n2\n@endif", ["\n1\n", "\n2\n"]),
        ("blade", "@forelse ($a as $b) 1 @empty 2 @endforelse", [" 1 ", " 2 "]),
        ("asp", "<% If a Then %>1<% Else %>2<% End If %><% For Each b In c %>3<% Next %>", ["1", "2", "3"]),
        ("jsp", "<% if (a) { %>1<% } %>", ["1"]),
        ("go", '{{ define "a" }}1{{ if .B }}2{{ else }}3{{ end }}{{ end }}', ["2", "3"]),
    ],
)
def test_branches_are_what_a_condition_or_loop_decides_about(name: str, text: str, expected: list[str]) -> None:
    assert branches(text, name) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "django",
            "{# a #}b{% comment 'c' %}{{ d }}{% endcomment %}",
            ["{# a #}", "{% comment 'c' %}{{ d }}{% endcomment %}"],
        ),
        ("django", "{% comment %}{{ never }} ended", []),
        ("jinja", "{#- a\n}} -#}", ["{#- a\n}} -#}"]),
        ("liquid", "{%- comment -%} a {%- endcomment -%}b", ["{%- comment -%} a {%- endcomment -%}"]),
        ("erb", "<%# a %>", ["<%# a %>"]),
        ("ejs", "<%# a %>", ["<%# a %>"]),
        ("handlebars", "{{!-- {{a}} --}}{{! b }}", ["{{!-- {{a}} --}}", "{{! b }}"]),
        ("blade", "{{-- {{ a }} --}}", ["{{-- {{ a }} --}}"]),
        ("jsp", "<%-- <%= a %> --%>", ["<%-- <%= a %> --%>"]),
        ("asp", "<%-- <%= a %> --%>", ["<%-- <%= a %> --%>"]),
        ("go", "{{/* a */}}", ["{{/* a */}}"]),
    ],
)
def test_comments_are_kept_apart(name: str, text: str, expected: list[str]) -> None:
    assert comments(text, name) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("django", "{% verbatim a %}{{ b }}{% endverbatim a %}{{ c }}", "{{ b }}"),
        ("jinja", "{%- raw -%}{{ b }}{% if %}{%- endraw -%}{{ c }}", "{{ b }}{% if %}"),
        ("jinja", "{% raw %}{{ b {% endraw %}{{ c }}", "{{ b "),
        ("liquid", "{% raw %}{{ b }}{% endraw %}{{ c }}", "{{ b }}"),
        ("blade", "@verbatim{{ b }}@endverbatim{{ $c }}", "{{ b }}"),
    ],
)
def test_the_text_of_a_raw_area_stays(name: str, text: str, expected: str) -> None:
    assert masked(text, SYNTAXES[name]).strip(" f") == expected.strip()


def test_a_raw_area_without_an_end_is_none_and_hides_no_tags() -> None:
    assert masked("{% raw %}{{ a }}{% b %}{% endraw", JINJA) == " " * 9 + "f" * 14 + "{% endraw"


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("jinja", '{{ "}}" }}'),
        ("jinja", "{% set a = '%}' %}"),
        ("twig", '{{ "\\"}}" }}'),
        ("nunjucks", '{{ "}}" }}'),
        ("handlebars", '{{a "}}"}}'),
        ("go", "{{ `}}` }}"),
        ("php", "<?php echo '?>' ?>"),
        ("php", "<?php /* ?> */ ?>"),
        ("php", "<?php echo <<<A\n?>\nA; ?>"),
        ("php", "<?php // it's ?>"),
        ("php", "<?php # it's ?>"),
        ("php", "<?php '"),
        ("php", "<?php f(); "),
        ("blade", "@php $a = '?>'; @endphp"),
        ("blade", '@include("a", ["b" => fn() => ")"])'),
        ("asp", "<%: a %>"),
        ("jsp", "${a}"),
    ],
)
def test_a_tag_ends_where_its_engine_ends_it(name: str, tag: str) -> None:
    (hole,) = mask(tag.encode(), SYNTAXES[name])[1].holes
    assert hole.span == Span(0, len(tag))


def test_django_ends_a_tag_at_the_first_close_and_on_its_line() -> None:
    assert masked('{{ "}}" }}') == 'ffffff" }}'
    assert masked("@media print{#nav{a:b}}\n{# note #}") == "@media print{#nav{a:b}}\n          "


def test_an_unclosed_string_does_not_swallow_the_page() -> None:
    assert masked("""{{ it's }}<p class="a">{{ b }}""", JINJA) == """ffffffffff<p class="a">fffffff"""


@pytest.mark.parametrize("text", ["a@if.example", "@media (x) {}", "@error='b'", "@click(c)", "@@if(d)", "{a}@b.c"])
def test_what_only_looks_like_a_blade_directive_stays(text: str) -> None:
    assert masked(text, SYNTAXES["blade"]) == text


def test_an_xml_declaration_is_no_php() -> None:
    assert masked("<?xml version='1.0'?><p><?= $a ?>", PHP) == "<?xml version='1.0'?><p>fffffffff"


def test_an_escaped_delimiter_opens_no_tag() -> None:
    assert masked("<%% a %><%= b %>", ERB) == "fff a %>ffffffff"


def test_tags_that_a_script_fills_in_do_not_count_in_code() -> None:
    text = "<p>{{ a }}</p><script>f({a: {{}}})</script><p>{{ b }}</p>"
    assert masked(text, MUSTACHE) == "<p>fffffff</p><script>f({a: {{}}})</script><p>fffffff</p>"


def test_a_statement_that_writes_is_an_output() -> None:
    assert places("{% url 'a' %}{% url 'a' as b %}{% custom %}{% block c %}{% trans 'd' %}") == [
        ("output", "text"),
        ("statement", "text"),
        ("output", "text"),
        ("statement", "text"),
        ("output", "text"),
    ]
    assert places("<% a = 1 %><%= a %>", ERB) == [("statement", "text"), ("output", "text")]
    assert places("{{#if a}}{{a}}{{> b}}{{/if}}", HANDLEBARS)[1:3] == [("output", "text"), ("output", "text")]
    assert places("<?php $a = 1; ?><?php the_title(); ?>", PHP) == [("statement", "text"), ("output", "text")]


# Questions


def test_holes_are_found_by_span() -> None:
    _, found = mask(b"ab{{ c }}{{ d }}ef", DJANGO)
    assert not found.within(Span(0, 2))
    assert len(found.within(Span(0, 3))) == 1
    assert len(found.within(Span(8, 18))) == 2
    assert not found.within(Span(16, 18))
    assert found.within(Span(5, 6))
    assert not Unknowns().within(Span(0, 9))


def test_the_innermost_branch_holds_an_offset() -> None:
    text = b"0{% if a %}1{% for b in c %}2{% endfor %}{% if d %}3{% endif %}4{% endif %}5"
    _, found = mask(text, DJANGO)

    def begins(character: bytes) -> bytes | None:
        branch = found.branch(text.index(character))
        return text[branch.start : branch.start + 1] if branch else None

    assert [begins(b"%d" % number) for number in range(6)] == [None, b"1", b"2", b"3", b"1", None]


# Which language


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.html", "<p>plain</p>", None),
        ("a.html", "{% load i18n %}", "django"),
        ("a.html", "{{ a|default:'b' }}", "django"),
        ("a.html", "{% set a = 1 %}", "jinja"),
        ("a.html", "{% if a %}", "jinja"),
        ("a.html", "{% assign a = 1 %}", "liquid"),
        ("a.html", "{% include head.html %}", "liquid"),
        ("a.html", "<?php a() ?>", "php"),
        ("a.html", "<?xml version='1.0'?>", None),
        ("a.html", "<% a.each do |b| %><% end %>", "erb"),
        ("a.html", "<% if (a) { %>", "ejs"),
        ("a.html", '<%@ Page Language="C#" %>', "asp"),
        ("a.html", "{{#if a}}", "handlebars"),
        ("a.html", "{{ if .A }}{{ end }}", "go"),
        ("a.html", "<p>{{ a }}</p>", "mustache"),
        ("a.html", "@media print{#nav{display:none}}", None),
        ("a.html.twig", "", "twig"),
        ("a.BLADE.php", "", "blade"),
        ("a.php", "{{ a }}", "php"),
        ("a.html.erb", "", "erb"),
        ("a.j2", "", "jinja"),
        ("a.njk", "", "nunjucks"),
        ("a.mustache", "", "handlebars"),
        ("a.rhtml", "", "erb"),
    ],
)
def test_the_ending_decides_then_what_the_text_shows(name: str, text: str, expected: str | None) -> None:
    chosen = choose_syntax(TEMPLATES, name, text.encode())
    assert (chosen.name if chosen else None) == expected


def test_the_configuration_decides_over_everything() -> None:
    assert choose_syntax(TEMPLATES, "a.php", b"{% load a %}", "twig") is SYNTAXES["twig"]
    assert choose_syntax(TEMPLATES, "a.php", b"{% load a %}", "none") is None


# What it is for

PAGE = """{% extends "base.html" %}{% load static %}
<{{ tag }} {% if id %}id="{{ id }}"{% endif %} {{ attrs }} data-{{ name }}="{{ value }}">
  <a href={% url 'home' %} class="a {% if on %}is-on{% endif %}">{{ title }}</a>
  {% if a < b and c > d %}<img src="{% static 'a.png' %}" width={{ width }}>{% else %}<br>{% endif %}
  <input type="checkbox" {% if on %}checked{% endif %}{% for k, v in rest %} {{ k }}="{{ v }}"{% endfor %}>
</{{ tag }}>
"""


def test_a_template_parses_as_markup() -> None:
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_html.language()))
    assert parser.parse(PAGE.encode()).root_node.has_error
    assert not parser.parse(mask(PAGE.encode(), DJANGO)[0]).root_node.has_error


# Components of Svelte


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>{a}</p>", "<p>fff</p>"),
        ("{#if a}<p>{:else}<b>{/if}", "       <p>       <b>     "),
        ("<img src={a}/>", '<img src="f"/>'),
        ("<img src={a} alt=b>", '<img src="f" alt=b>'),
        ('<img class="a {b ? `c` : d}">', '<img class="a fffffffffffff">'),
        ("<img {src} {...rest}>", "<img                >"),
        ("<a on:click={() => { go({ b: 1 }); }}>", '<a on:click="fffffffffffffffffffffff">'),
        ("<p>{a('}')}{b}</p>", "<p>fffffffffff</p>"),
        ("<p>{a(`}${b}`)}c}</p>", "<p>ffffffffffffc}</p>"),
        ("<p>{a.replace(/'/g, '')}{b}</p>", "<p>ffffffffffffffffffffffff</p>"),
        ("<script>if (a) { b }</script>{c}", "<script>if (a) { b }</script>fff"),
        ("<style>p { top: 0</style>{c}", "<style>p { top: 0</style>fff"),
        ("<!-- <script> -->{c}", "<!-- <script> -->fff"),
        ("<script>// don't {</script>\n<p>{c}</p>", "<script>// don't {</script>\n<p>fff</p>"),
        ("<p>{ a", "<p>{ a"),
    ],
)
def test_braces_of_components(text: str, expected: str) -> None:
    assert masked(text, SVELTE_SYNTAX) == expected


def test_blocks_of_components_are_branches() -> None:
    text = "{#if a}1{:else if b}2{/if}{#each c as d}3{/each}{#await e}4{:then f}5{/await}{#snippet g()}6{/snippet}"
    assert branches(text, "svelte") == ["1", "2", "3", "4", "5"]
    assert places("{@html a}{@const b = 1}{@render c()}", SVELTE_SYNTAX) == [
        ("output", "text"),
        ("statement", "text"),
        ("output", "text"),
    ]
