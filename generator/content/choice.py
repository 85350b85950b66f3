"""Put first what an organisation has chosen, and fit meetings into its length."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from .kinds.meet import SessionPlan
from .model import Content

Kind = TypeVar("Kind")


def choose(
    content: Content, purposes: Sequence[str], track: str, minutes: int | None
) -> Content:
    """The content as an organisation leads with it; nothing is taken away.

    The chosen purposes come first, and so do the themes and worked pairs that serve
    them and the sessions of the track, in its order. Every session lasts `minutes`
    where they are given.
    """
    themes = [theme for key in purposes for theme in content.purposes[key].themes]
    examples = content.pairing_examples
    pairs = [key for key, pair in examples.items() if pair.purpose in purposes]
    plans = content.session_plans
    if minutes is not None:
        plans = {key: _fitted(plan, minutes) for key, plan in plans.items()}
    return replace(
        content,
        purposes=_first(purposes, content.purposes),
        themes=_first(themes, content.themes),
        pairing_examples=_first(pairs, examples),
        session_plans=_first(content.tracks[track].sessions, plans),
    )


def _first(chosen: Collection[str], items: Mapping[str, Kind]) -> dict[str, Kind]:
    ordered = dict.fromkeys([key for key in chosen if key in items] + list(items))
    return {key: items[key] for key in ordered}


def _fitted(plan: SessionPlan, minutes: int) -> SessionPlan:
    """Share `minutes` among the steps as the plan does, each at least one long.

    Whole minutes go to the steps with the largest remainders (Hamilton's method).
    """
    shares = [step.minutes * minutes / plan.minutes for step in plan.steps]
    whole = [max(1, int(share)) for share in shares]
    by_remainder = sorted(
        range(len(shares)), key=lambda index: whole[index] - shares[index]
    )
    for index in by_remainder[: max(0, minutes - sum(whole))]:
        whole[index] += 1
    steps = tuple(
        step.model_copy(update={"minutes": share})
        for step, share in zip(plan.steps, whole, strict=True)
    )
    return plan.model_copy(update={"minutes": sum(whole), "steps": steps})
