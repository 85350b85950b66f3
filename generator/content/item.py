"""Declare what every item is made of: its text types, its references, its base.

Every model is frozen and closed: an unknown field is an error. `Line` and `Text` are
described in `text.py`; a `Ref` names an item of another kind by its id. Validation
takes a context, `{"expand": Callable[[str], str]}`, which fills in the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from . import text as markup

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64


@dataclass(frozen=True)
class Ref:
    """Marks a field as the id of an item of `kind`."""

    kind: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Name the kind in the schema, so that its ids can be offered there."""
        return {**handler(core), "x-kind": self.kind}


def _expand(info: ValidationInfo) -> markup.Expand:
    expand: markup.Expand = (info.context or {})["expand"]
    return expand


def _line(value: str, info: ValidationInfo) -> str:
    return markup.line(value, _expand(info))


def _text(value: Any, info: ValidationInfo) -> markup.Text:
    if not isinstance(value, str):
        raise ValueError("text is expected here")
    return markup.text(value, _expand(info))


Line = Annotated[str, AfterValidator(_line)]
Text = Annotated[
    markup.Text,
    BeforeValidator(_text),
    WithJsonSchema({"type": "string", "format": "markdown"}),
]
# Lines of cards, in letters: a little more than fits at the smallest size, so that the
# author hears of it early. Laying out is the judge.
HeadLine = Annotated[Line, Field(max_length=48)]
CardLine = Annotated[Line, Field(max_length=90)]
SaidLine = Annotated[Line, Field(max_length=150)]
NoteLine = Annotated[Line, Field(max_length=180)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=480)]

Area_ = Annotated[str, Ref("areas")]
Purpose_ = Annotated[str, Ref("purposes")]
Theme_ = Annotated[str, Ref("themes")]
Question_ = Annotated[str, Ref("questions")]
Session_ = Annotated[str, Ref("session_plans")]
Failure_ = Annotated[str, Ref("failure_modes")]
Emotion_ = Annotated[str, Ref("emotions")]
Moment_ = Annotated[str, Ref("difficult_moments")]
Role_ = Annotated[str, Ref("roles")]
Safeguard_ = Annotated[str, Ref("safeguards")]
Phase_ = Annotated[str, Ref("phases")]
Task_ = Annotated[str, Ref("timeline")]
Measure_ = Annotated[str, Ref("measures")]
Evidence_ = Annotated[str, Ref("evidence")]

Asker = Literal["mentor", "partner", "both"]


class Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
    )


class Item(Model):
    """What every item has: its id, from the key it stands under."""

    id: Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_LENGTH)]


class Titled(Item):
    title: Line
    """What it is called in the navigation, in links and as a heading."""
    summary: Line
    """What it comes to, in one sentence; it stands under the title and by links."""
    sources: tuple[Evidence_, ...] = ()
    """The evidence it rests on; name some wherever a figure is cited."""


class Step(Model):
    """A timed part of a meeting or a briefing."""

    title: Line
    """A few words; on a meeting's card they share a line with the minutes."""
    minutes: Minutes
    """How long it takes; all the steps together fill the whole time."""
    how: Text
    """What to do and say, so that somebody who has never done it could."""
