"""HTML becomes the words that a reader sees (MF-7)."""

import pytest

from bot.platforms.mastodon.anchors import naming
from bot.platforms.mastodon.plaintext import Plain, plain
from tests.servers.mastodon.words import rendered


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<br>two<br />three</p>", "one\ntwo\nthree"),
        ("<p>a &lt; b &amp;&amp; c &gt; d, &quot;so&quot; it&#39;s</p>", 'a < b && c > d, "so" it\'s'),
        ("<p>one\n   two</p>", "one two"),
        ("<ul><li>paper</li><li>glue</li></ul>", "- paper\n- glue"),
        ("<blockquote><p>said he</p><p>twice</p></blockquote><p>I say</p>", "> said he\n>\n> twice\n\nI say"),
        ("<pre><code>x  = 1\n  y</code></pre>", "x  = 1\ny"),
        ("<p><strong>bold</strong> and <em>not</em> <del>gone</del></p>", "bold and not gone"),
        ('<p><a href="/relative">here</a></p>', "here"),
        ("<p>a<script>alert(1)</script>b</p>", "ab"),
        ("words without any markup", "words without any markup"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("<p>hard\xa0space</p>", "hard space"),
        ("<table><tr><th>tea</th><td>milk</td></tr><tr><td>cup</td></tr></table>", "tea milk\ncup"),
        ("<dl><dt>tea</dt><dd>a drink</dd></dl>", "tea\na drink"),
        (
            "<p>So <math><semantics><mrow><mi>n</mi><mo>=</mo><mn>7</mn></mrow>"
            '<annotation encoding="application/x-tex">n=7</annotation></semantics></math>?</p>',
            "So n=7?",
        ),
    ],
)
def test_markup_becomes_words(html, words):
    """Paragraphs, lines, lists and quotations are kept; everything else falls away."""
    assert words == plain(html).text


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo\nthree",
        'if a < b & b > c, then "so" it\'s 🏳️‍🌈',
        "see https://www.example.com/a/very/long/path/that/servers/cut?b=c&d=e#f (and more).",
        "#paper and https://a.example/#not-a-tag",
    ],
)
def test_what_was_written_comes_back(text):
    """Through the server's HTML and out of it again."""
    assert text == plain(rendered(text, {}, "https://home.example")).text


def test_the_line_for_older_apps_stays_where_nothing_is_quoted():
    """The class means something only together with a quote (MF-6)."""
    html = '<p class="quote-inline">RE: x</p><p>yes</p>'
    assert plain(html).text == "RE: x\n\nyes"
    assert plain(html, quote_link=True).text == "yes"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        # ihabunek/toot#416, vmg/redcarpet#404: the words of a link say something
        ('<a href="https://b.example/1">how to mend a map</a>?', "how to mend a map (https://b.example/1)?"),
        ('<a href="https://b.example/1">Who mends maps?</a>', "Who mends maps? (https://b.example/1)"),
        # and here they are the address, or what is shown of it
        ('<a href="https://b.example/long/way?x=1">b.example/long/w\u2026</a>', "https://b.example/long/way?x=1"),
        ('<a href="https://www.b.example/">b.example</a>', "https://www.b.example/"),
        ('<a href="https://xn--bcher-kva.example/a">bücher.example/a</a>', "https://xn--bcher-kva.example/a"),
        ('<a href="https://b.example/%C3%A4">https://b.example/ä</a>', "https://b.example/%C3%A4"),
        ('<a href="https://b.example/1"><img src="https://b.example/p.png"></a>', "https://b.example/1"),
        ('issue #<a href="https://b.example/issues/5">5</a>', "issue #5 (https://b.example/issues/5)"),
    ],
)
def test_words_and_address_of_a_link_are_both_kept(html, words):
    """Unless the words are the address itself."""
    assert plain(html).text == words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        # jointakahe/takahe#448, jointakahe/takahe#541: no class, and the link goes to where the author's server has the feed
        ('on <a href="https://t.example/tags/maps/" rel="nofollow">#maps</a>', "on #maps"),
        ('on <a href="https://t.example/tags/maps" rel="tag nofollow">#Maps</a>', "on #Maps"),
        # friendica/friendica#7222: the sign stands before the link
        ('on #<a href="https://f.example/search?tag=maps">maps</a>', "on #maps"),
        ('@<a href="https://f.example/profile/tomas">tomas</a> yes', "@tomas yes"),
        # mastodon/mastodon#17418: a mention without its class, at the address of its own server
        ('<a href="https://l.example/u/lena">@lena@home.example</a> yes', "@lena@home.example yes"),
        ('<a href="https://f.example/@tomas">@tomas</a> yes', "@tomas yes"),
    ],
)
def test_what_the_status_says_that_it_names_is_no_link(html, words):
    """Servers wash classes away; the tags and mentions of the status decide."""
    named = naming(["Maps"], [{"acct": "lena"}, {"acct": "tomas@f.example"}], "home.example")
    assert plain(html, named=named) == Plain(words, ())


def test_a_tag_that_the_status_does_not_list_is_none_either():
    """Where the words are a tag and the link leads to its feed; the number of an issue is no tag."""
    assert plain('<a href="https://t.example/tags/maps">#maps</a>').links == ()
    assert plain('<a href="https://b.example/issues/5">#5</a>').links == ("https://b.example/issues/5",)
    assert plain('<a href="https://b.example/@tomas">@tomas</a>').links == ("https://b.example/@tomas",)


@pytest.mark.parametrize(
    "html", ["<b>" * 20_000 + "deep", "<blockquote>" * 2_000 + "deep", "<ul><li>" * 2_000 + "deep"]
)
def test_markup_of_any_depth_is_read(html):
    """Nobody can stop a page with it."""
    assert plain(html).text.endswith("deep")


def test_a_link_that_stands_twice_is_one_link():
    """In the order of the text."""
    html = '<a href="https://b.example/">b</a> <a href="https://a.example/">a</a> <a href="https://b.example/">b</a>'
    assert plain(html).links == ("https://b.example/", "https://a.example/")
