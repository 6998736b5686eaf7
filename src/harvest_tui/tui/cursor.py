"""Where the window over a long table stands when the cursor moves."""


def top_for(cursor: int, top: int, page: int, count: int) -> int:
    """Give the first row in sight so that the cursor is in sight.

    At the edge the window moves by half a page, so that most steps redraw two lines only.

    Args:
        cursor: Row the cursor is on.
        top: First row in sight so far.
        page: Rows that are in sight at once.
        count: Rows there are.
    """
    last = max(count - page, 0)
    if top <= cursor < top + page:
        return min(top, last)
    half = page // 2
    wanted = cursor - half if cursor < top else cursor - page + 1 + half
    return min(max(wanted, 0), last)
