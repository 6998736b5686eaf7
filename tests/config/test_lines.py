"""Lines of keys, as an editor counts them."""

from harvest_tui.config.lines import lines_of

TEXT = '''# a comment with [a.table] and key = 1

top = 1
a.b = { c = 2, "d e" = 3 }
list = [   # several lines
  "x = 1",
  "[no.header]",
]

[one.two]   # header
key = """
[three]
key = 4
"""
other = "\u2028"
[[entry]]
n = 1
[[entry]]
n = 2
'''


def test_each_key_stands_where_an_editor_shows_it() -> None:
    assert dict(lines_of(TEXT)) == {
        ("top",): 3,
        ("a",): 4,
        ("a", "b"): 4,
        ("a", "b", "c"): 4,
        ("a", "b", "d e"): 4,
        ("list",): 5,
        ("one",): 10,
        ("one", "two"): 10,
        ("one", "two", "key"): 11,
        ("one", "two", "other"): 15,
        ("entry",): 16,
        ("entry", 0): 16,
        ("entry", 0, "n"): 17,
        ("entry", 1): 18,
        ("entry", 1, "n"): 19,
    }


def test_windows_line_ends_count_once() -> None:
    assert dict(lines_of("a = 1\r\n\r\nb = 2\r\n")) == {("a",): 1, ("b",): 3}
