"""What the interface says of itself in OpenAPI: the files it reads, the answers it gives, and how it refuses."""

from typing import Any

from pydantic import BaseModel

from percutis.interop.described import answer_schema, input_schema
from percutis.protocol.load import load_edition
from percutis.web.api.examples import EXAMPLES, FHIR, REFUSAL

Json = dict[str, Any]
PROBLEM = {"place": "where in the file", "given": "what stands there", "allowed": "what would be accepted"}
PROBLEMS: Json = {
    "type": "object",
    "required": ["problems"],
    "additionalProperties": False,
    "properties": {
        "problems": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": list(PROBLEM),
                "additionalProperties": False,
                "properties": {name: {"type": "string", "description": said} for name, said in PROBLEM.items()},
            },
        }
    },
}
RECORD: Json = {
    "type": "object",
    "description": "a FHIR R4 bundle, or one resource",
    "required": ["resourceType"],
    "properties": {"resourceType": {"type": "string"}},
}
COUNT: Json = {"type": "integer", "minimum": 0}
TAKEN_OVER: Json = {
    "type": "object",
    "required": ["edition", "intake", "left_out", "resources", "mapped"],
    "additionalProperties": False,
    "properties": {
        "edition": {"type": "string"},
        "intake": {
            "type": "object",
            "description": "as assess and plan take it, once it is completed",
            "required": ["patient", "findings"],
            "properties": {
                "patient": {"type": "object"},
                "findings": {"type": "array", "items": {"type": "object"}},
            },
        },
        "left_out": {
            "type": "array",
            "items": {"type": "string"},
            "description": "what could not be taken over, or must be confirmed",
        },
        "resources": COUNT | {"description": "how many the record holds"},
        "mapped": COUNT | {"description": "how many of them the intake speaks of"},
    },
}
TURNED_AWAY: Json = {"type": "object", "required": ["detail"], "properties": {"detail": {"type": "string"}}}


def told(answer: type, file: type[BaseModel] | None = None) -> Json:
    """What OpenAPI says of one question: the file to send, if any, and what comes back."""
    return _told(answer_schema(answer), _file(file) if file else None)


def told_of_record() -> Json:
    """What OpenAPI says of reading another system's record: the record, and the intake with what was left out."""
    record = {"schema": RECORD, "example": FHIR}
    return _told(TAKEN_OVER, {"required": True, "content": {"application/json": record}})


def _told(answer: Json, body: Json | None) -> Json:
    back: dict[int, Json] = {
        200: _holding("The answer; a later version may say more, never less", _open(answer)),
        401: _holding("No key, or one that opens nothing", TURNED_AWAY),
        403: _holding("Asked by http, where a key can be read on its way", TURNED_AWAY),
        422: _holding("Every problem of what was sent, at once", PROBLEMS, REFUSAL),
    }
    if body:
        back[413] = {"description": "More than 5 MB: nothing was read"}
    return {"responses": back} | ({"requestBody": body} if body else {})


def _open(schema: Any) -> Any:
    """The schema, which allows more than it names: a program that was made from it reads later answers, too."""
    if isinstance(schema, list):
        return [_open(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _open(value) for name, value in schema.items() if (name, value) != ("additionalProperties", False)}


def _file(shape: type[BaseModel]) -> Json:
    schema = _flat(input_schema(shape, load_edition()))
    kinds = ("application/json", "application/yaml")
    told = {"schema": schema, "example": EXAMPLES[shape]}
    return {"required": True, "content": dict.fromkeys(kinds, told)}


def _holding(said: str, schema: Json, example: Json | None = None) -> Json:
    told = {"schema": schema} | ({"example": example} if example else {})
    return {"description": said, "content": {"application/json": told}}


def _flat(schema: Json) -> Json:
    """The schema with its parts put where they are named: an OpenAPI document has no `$defs` of its own there."""
    parts = schema.pop("$defs", {})

    def filled(node: Any) -> Any:
        if isinstance(node, list):
            return [filled(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return filled(parts[node["$ref"].rpartition("/")[2]])
        return {name: filled(item) for name, item in node.items()}

    found: Json = filled(schema)
    return found
