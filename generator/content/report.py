"""Say what a model found wrong in plain sentences, each at its place in the file."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .problems import Findings, nearest, sentence
from .source import Place, Tree


def report(
    error: ValidationError,
    model: type[BaseModel],
    tree: Tree,
    place: Place,
    findings: Findings,
) -> None:
    """Say each of pydantic's errors as a sentence at its place in the file.

    One problem a place is enough: what was told there already led to the others.
    """
    told = {problem.mark for problem in findings.problems}
    has_id = "id" in model.model_fields
    # What is no id cannot lack anything either.
    found = sorted(error.errors(), key=lambda each: each["loc"] != ("id",))
    deeper = {
        each["loc"][:depth] for each in found for depth in range(len(each["loc"]))
    }
    for detail in found:
        if detail["type"] == "too_short" and detail["loc"] in deeper:
            continue  # it has entries, and each is told
        is_id = has_id and detail["loc"] == ("id",)
        where = place if is_id else (*place, *detail["loc"])
        if tree.mark(where) not in told:
            findings.problem(tree.mark(where), _sentence(detail, model, where))
        if is_id:
            told.add(tree.mark(where))


def _sentence(detail: ErrorDetails, model: type[BaseModel], where: Place) -> str:
    name = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return f"'{name}' is missing. Add it."
        case "extra_forbidden":
            fields = _fields_at(model, detail["loc"][:-1])
            return f"'{name}' is not a field here. {nearest(str(where[-1]), fields)}"
        case "literal_error":
            return f"'{name}' must be {detail['ctx']['expected']}."
        case "date_parsing" | "date_from_datetime_parsing" | "date_type":
            return f"'{name}' must be a date such as 2027-03-01."
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"'{name}' must be a whole number."
        case "float_parsing" | "float_type" | "finite_number":
            return f"'{name}' must be a number."
        case "bool_parsing" | "bool_type":
            return f"'{name}' must be true or false."
        case "tuple_type":
            return f"'{name}' is a list: write {name}: [one, two], or '- ' before each."
        case "string_type":
            return f"'{name}' must be one piece of text."
        case "model_type" | "dict_type":
            return f"'{name}' needs fields below it, indented."
        case "string_pattern_mismatch" | "string_too_long" if name == "id":
            return (
                f"'{where[-1]}' cannot be an id. Use small letters, digits and single "
                "hyphens, 64 at most."
            )
        case "too_long" if isinstance(detail["input"], str):
            most, here = detail["ctx"]["max_length"], detail["ctx"]["actual_length"]
            return (
                f"'{name}' has {here} letters, and its card takes {most}. Shorten it."
            )
        case "too_long":
            return f"'{name}' takes {detail['ctx']['max_length']} entries at most."
        case "less_than_equal":
            return f"'{name}' must be {detail['ctx']['le']:g} at most."
        case "greater_than_equal":
            return f"'{name}' must be {detail['ctx']['ge']:g} at least."
        case "too_short":
            return f"'{name}' needs an entry."
        case "value_error":
            return sentence(f"'{name}': {detail['ctx']['error']}")
        case _:
            return f"'{name}': {detail['msg'][0].lower()}{detail['msg'][1:]}."


def _fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    for part in loc:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        for inner in (annotation, *getattr(annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    fields = {name: field.alias for name, field in model.model_fields.items()}
    return [alias or name for name, alias in fields.items() if name != "id"]
