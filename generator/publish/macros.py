"""Draw on the data from authored pages: `{{ questions(theme="real-tools", limit=5) }}`.

mkdocs-macros finds the functions through `define_env`, and so does Zensical. The book
and an organisation's own pages get the same functions through `calls`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from ..content.item import Asker
from ..content.model import KINDS
from ..content.problems import nearest
from ..identity.settings import Contacts
from ..kit import Kit, open_kit
from . import draw
from .render import Download, Page, one_line

Function = Callable[..., Markup]
TOOLS = ("explorer", "planner", "matchmaker", "gate-sum")
DAILY = 90  # letters; what fits the place that the home page keeps for it
DIAGRAMS = {"timeline": draw.timeline, "loop": draw.loop}


def questions(
    page: Page,
    theme: str | None = None,
    asker: Asker | None = None,
    depth: Literal[1, 2, 3] | None = None,
    limit: int | None = None,
) -> Markup:
    """Questions of a theme, for one asker or of one depth (1 to 3), in full."""
    if theme is not None:
        _known(page.kit, "themes", [theme])
    chosen = [
        question
        for question in page.kit.content.questions.values()
        if theme in (None, question.theme)
        and (asker in (None, question.asker) or question.asker == "both")
        and depth in (None, question.depth)
    ]
    return one_line(page.fill("pieces/questions.html", questions=chosen[:limit]))


def pieces(page: Page, kind: str, ids: Sequence[str] = ()) -> Markup:
    """Items of a kind that has no pages of its own, in full."""
    items = _items(page.kit, kind, ids)
    return page.fill(f"pieces/{kind}.md", items=items)


def entries(page: Page, kind: str, ids: Sequence[str] = (), area: str = "") -> Markup:
    """Items of a kind as a list of links, each with its promise."""
    if area:
        _known(page.kit, "areas", [area])
    items = [
        item
        for item in _items(page.kit, kind, ids)
        if area in ("", getattr(item, "area", ""))
    ]
    return one_line(page.fill("pieces/entries.html", kind=kind, items=items))


def track(page: Page, key: str | None = None, whole: bool = False) -> Markup:
    """The organisation's track, or the one named: its sessions in order.

    `whole` also tells what the track is and for whom.
    """
    key = key or page.kit.settings.track
    (chosen,) = _items(page.kit, "tracks", [key])
    return one_line(page.fill("pieces/track.html", track=chosen, whole=whole))


def other_tracks(page: Page) -> Markup:
    """The tracks that the organisation did not choose, each with its sessions."""
    tracks = page.kit.content.tracks.values()
    others = [track for track in tracks if track.id != page.kit.settings.track]
    return page.fill("pieces/tracks.md", tracks=others)


def tasks(page: Page, phase: str | None = None, owner: str | None = None) -> Markup:
    """The tasks of a phase or of a role, by week, as links into the timeline."""
    _known(page.kit, "phases", [phase] if phase else [])
    _known(page.kit, "roles", [owner] if owner else [])
    chosen = [
        task
        for task in page.kit.content.timeline.values()
        if phase in (None, task.phase) and owner in (None, task.owner)
    ]
    return one_line(page.fill("pieces/tasks.html", tasks=chosen))


def chosen_purposes(page: Page) -> Markup:
    """The purposes that the organisation has chosen, or how to choose one."""
    purposes = page.kit.settings.purposes
    return one_line(page.fill("pieces/chosen-purposes.html", purposes=purposes))


def diagram(page: Page, name: str) -> Markup:
    """The `timeline` or the feedback `loop`, drawn from the data, with its caption."""
    if name not in DIAGRAMS:
        raise ValueError(f"'{name}' is not a diagram. {nearest(name, DIAGRAMS)}")
    drawn = DIAGRAMS[name](page.kit, page.fill)
    return one_line(page.fill("pieces/diagram.html", name=name, drawn=drawn))


def contact(page: Page, who: str) -> Markup:
    """How to reach the confidential `contact`, the `lead`, the `sponsor`, `privacy` or
    the `representatives`, or that it is not set.
    """
    if who not in Contacts.model_fields:
        hint = nearest(who, Contacts.model_fields)
        raise ValueError(f"'{who}' is not a contact. {hint}")
    return one_line(page.fill("pieces/contact.html", who=who))


def glance(page: Page, role: str) -> Markup:
    """What a role takes, begins with and gains, as a strip for the head of its page."""
    return Markup("").join(
        one_line(page.fill("pieces/glance.html", role=item))
        for item in _items(page.kit, "roles", [role])
    )


def tool(page: Page, name: str) -> Markup:
    """What works in the browser: the `explorer` of questions, the `planner` of
    meetings, the `matchmaker` from symptoms to purposes, the `gate-sum` of the checks.
    """
    if name not in TOOLS:
        raise ValueError(f"'{name}' is not a tool. {nearest(name, TOOLS)}")
    return one_line(page.fill(f"pieces/{name}.html"))


def tools(page: Page) -> Markup:
    """The ways into the tools, for the home page."""
    return one_line(page.fill("pieces/tools.html"))


def doors(page: Page) -> Markup:
    """The home page's four doors, one a reader."""
    return one_line(page.fill("pieces/doors.html"))


def question_of_the_day(page: Page) -> Markup:
    """An opening or probing question that changes with the reader's date."""
    chosen = [
        q
        for q in page.kit.content.questions.values()
        if q.depth < 3 and not q.caution and len(q.text) <= DAILY
    ]
    return one_line(page.fill("pieces/question-of-the-day.html", questions=chosen))


def downloads(page: Page) -> Markup:
    """The printed things of this build: pictures, pages, size and how to print them."""
    return page.fill("pieces/downloads.md")


def download(page: Page, *names: str) -> Markup:
    """Buttons for printed things, such as `agreement`, where this build has them."""
    return one_line(page.fill("pieces/download.html", names=names))


FUNCTIONS = (
    questions,
    pieces,
    entries,
    track,
    other_tracks,
    tasks,
    chosen_purposes,
    diagram,
    contact,
    glance,
    tool,
    tools,
    doors,
    question_of_the_day,
    downloads,
    download,
)


def _items(kit: Kit, kind: str, ids: Sequence[str]) -> list[Any]:
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is not a kind of content. {nearest(kind, KINDS)}")
    _known(kit, kind, ids)
    by_id = kit.content.of(kind)
    return [by_id[key] for key in ids or by_id if key in by_id]


def _known(kit: Kit, kind: str, ids: Sequence[str]) -> None:
    """Raise ValueError for an id that never was; a removed one is passed over."""
    known = kit.content.of(kind)
    for key in ids:
        if key not in known and key not in kit.loaded.removed[kind]:
            hint = nearest(key, known)
            raise ValueError(f"There is no '{key}' among {kind}. {hint}")


@cache
def _kit(organisation: Path) -> Kit:
    return open_kit(organisation)


def forget() -> None:
    """Read the kit anew at the next call, after its files have changed."""
    _kit.cache_clear()


def define_env(env: Any) -> None:
    """Register the functions with mkdocs-macros. Both engines import this by name."""
    staged = env.conf["extra"]["kit"]
    organisation = Path(env.project_dir, staged["organisation"]).resolve()
    printed = tuple(Download(**facts) for facts in staged["downloads"])

    def call(function: Function, *args: Any, **kwargs: Any) -> Markup:
        root = "../" * env.page.url.count("/")
        return function(Page(_kit(organisation), root, printed), *args, **kwargs)

    for function in FUNCTIONS:
        env.macro(partial(call, function), function.__name__)
