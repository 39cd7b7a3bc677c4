"""The roll of guards in a line each: late, free, when next, on post where, on leave. GUI thread."""

from datetime import datetime

from console.domain.field.guard import Guard
from console.domain.field.post import Post
from widgets.guard_details.book import GuardBook
from widgets.guard_details.words import stamp
from widgets.words.words import translate

_Place = tuple[Post, str]


def roll_lines(book: GuardBook, now: datetime) -> list[str]:
    """Who is late first, then who can be asked, then who is where."""
    guards = [guard for guard in book.guards.values() if guard.retired is None]
    ahead = _posts_ahead(book, now)
    told = [(_state(guard, ahead.get(guard.sign, []), now), guard) for guard in guards]
    ordered = sorted(told, key=lambda each: (each[0][0], each[1].sign))
    return [_line(guard, words) for (_, words), guard in ordered]


def _line(guard: Guard, words: str) -> str:
    company = f" ({guard.company})" if guard.company else ""
    return f"{guard.sign}{company} · {words}"


def _posts_ahead(book: GuardBook, now: datetime) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for case in book.cases.values():
        for post in case.posts if case.is_open else ():
            if now < post.end:
                found.setdefault(post.guard, []).append((post, case.code))
    return found


def _state(guard: Guard, posts: list[_Place], now: datetime) -> tuple[int, str]:
    """How far down in the list, and the words."""
    standing = [code for post, code in posts if post.stands(now)]
    if standing:
        return 3, translate("GuardDetails", "on post: {code}").format(code=standing[0])
    away = [leave.end for leave in guard.leaves if leave.start <= now < leave.end]
    if away:
        return 4, translate("GuardDetails", "on leave until {time}").format(time=stamp(max(away)))
    posts = [place for place in posts if now < place[0].span.end]
    if not posts:
        return 1, translate("GuardDetails", "free")
    post, code = min(posts, key=lambda each: each[0].start)
    if post.start <= now:
        return 0, translate("GuardDetails", "late: {code}").format(code=code)
    words = translate("GuardDetails", "next {time}, {code}")
    return 2, words.format(time=stamp(post.start), code=code)
