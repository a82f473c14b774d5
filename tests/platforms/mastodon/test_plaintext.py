"""HTML becomes the words that a reader sees (MF-7)."""

import pytest

from bot.platforms.mastodon.plaintext import plain
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


def test_a_link_that_stands_twice_is_one_link():
    """In the order of the text."""
    html = '<a href="https://b.example/">b</a> <a href="https://a.example/">a</a> <a href="https://b.example/">b</a>'
    assert plain(html).links == ("https://b.example/", "https://a.example/")
