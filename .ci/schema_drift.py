"""Names what Google changed in the Chat API since tests/api/discovery.json was written.

The fixture is a trimmed extract of two things Google publishes on PyPI: the discovery document
inside google-api-python-client (types, fields, enums, what is output only, what is deprecated), and
the descriptors inside google-apps-chat and google-apps-card (unions, enum numbers, fields whose
default differs from being unset). The Rust test `tests/api/schema.rs` holds assets/schema.toml
against the fixture, so the facts in that file are never typed from memory.

    pip install -U google-api-python-client google-apps-chat google-apps-card
    python .ci/schema_drift.py            names the drift; exit status 0 whatever it finds
    python .ci/schema_drift.py --write    makes the fixture anew; `cargo test --test api` then says
                                          which lines assets/schema.toml lacks
    python .ci/schema_drift.py --lines X  prints the lines of Google's type X, such as GoogleAppsCardV1Chip,
                                          as assets/schema.toml wants them

Drift is Google's doing, not that of the commit under test: it is told loudly, and never turns an
unrelated commit red. Exit status 1 is for a broken fixture or missing packages only.
"""

import importlib
import inspect
import json
import pkgutil
import re
import sys
from importlib.metadata import version
from pathlib import Path

FIXTURE = Path(__file__).resolve().parent.parent / "tests" / "api" / "discovery.json"
PACKAGES = ("google-api-python-client", "google-apps-chat", "google-apps-card")
# The methods whose requests and answers assets/schema.toml describes.
METHODS = (
    "chat.spaces.messages.create", "chat.spaces.messages.get", "chat.spaces.messages.list",
    "chat.spaces.messages.patch", "chat.spaces.messages.update", "chat.spaces.messages.delete",
    "chat.spaces.messages.replaceCards", "chat.spaces.messages.attachments.get",
    "chat.spaces.messages.reactions.create", "chat.spaces.messages.reactions.list",
    "chat.spaces.messages.reactions.delete", "chat.spaces.list", "chat.spaces.get",
    "chat.spaces.findDirectMessage", "chat.spaces.members.list", "chat.spaces.members.get",
    "chat.spaces.messagePins.create", "chat.spaces.messagePins.list", "chat.spaces.messagePins.delete",
    "chat.media.upload", "chat.customEmojis.list",
)
KEPT = (
    "type", "$ref", "format", "pattern", "enum", "readOnly", "deprecated", "required", "location", "repeated",
)


def discovery():
    """The discovery document as the client package ships it."""
    import googleapiclient

    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return json.loads((folder / "chat.v1.json").read_text(encoding="utf-8"))


def trimmed(field):
    """A property or parameter without its prose."""
    kept = {key: field[key] for key in KEPT if key in field}
    if field.get("description", "").startswith("Required."):
        kept["required"] = True
    if "items" in field:
        kept["items"] = trimmed(field["items"])
    if "additionalProperties" in field:
        kept["additionalProperties"] = trimmed(field["additionalProperties"])
    return kept


def methods(resources):
    for resource in resources.values():
        for method in resource.get("methods", {}).values():
            if method["id"] in METHODS:
                yield method
        yield from methods(resource.get("resources", {}))


def descriptors():
    """Every message of the two typed packages, by the name the discovery document gives it."""
    import proto
    from google.type import color_pb2

    found = {}

    def add(descriptor):
        found[descriptor.full_name] = descriptor
        for nested in descriptor.nested_types:
            add(nested)

    for package in ("google.apps.card_v1.types", "google.apps.chat_v1.types"):
        top = importlib.import_module(package)
        for part in pkgutil.iter_modules(top.__path__):
            module = importlib.import_module(f"{package}.{part.name}")
            for _, thing in inspect.getmembers(module, inspect.isclass):
                if issubclass(thing, proto.Message) and thing is not proto.Message:
                    add(thing.pb(thing()).DESCRIPTOR)
    add(color_pb2.Color.DESCRIPTOR)
    return {published_name(full): descriptor for full, descriptor in found.items()}


def published_name(full):
    if full == "google.chat.v1.Section":
        return "GoogleChatV1Section"
    leaf = full.rsplit(".", 1)[-1]
    return f"GoogleAppsCardV1{leaf}" if full.startswith("google.apps.card.v1.") else leaf


def camel(snake):
    return re.sub(r"_(.)", lambda match: match[1].upper(), snake.rstrip("_"))


def facts():
    """What the fixture holds, taken from the installed packages."""
    document = discovery()
    unions, numbers, presence = {}, {}, []
    for name, descriptor in sorted(descriptors().items()):
        for oneof in descriptor.oneofs:
            members = [camel(field.name) for field in oneof.fields]
            if oneof.name.startswith("_"):
                presence += [f"{name}.{member}" for member in members if not oneof.fields[0].message_type]
            else:
                unions.setdefault(name, {})[oneof.name] = members
        for field in descriptor.fields:
            if field.enum_type:
                numbers[f"{name}.{camel(field.name)}"] = {v.name: v.number for v in field.enum_type.values}
            if field.message_type and field.message_type.full_name.endswith(("FloatValue", "BoolValue")):
                presence.append(f"{name}.{camel(field.name)}")
    return {
        "revision": document["revision"],
        "packages": {package: version(package) for package in PACKAGES},
        "methods": {
            method["id"]: {
                "request": method.get("request", {}).get("$ref"),
                "response": method.get("response", {}).get("$ref"),
                "parameters": {name: trimmed(p) for name, p in sorted(method["parameters"].items())},
            }
            for method in sorted(methods(document["resources"]), key=lambda method: method["id"])
        },
        "schemas": {
            name: {field: trimmed(p) for field, p in sorted(schema.get("properties", {}).items())}
            for name, schema in sorted(document["schemas"].items())
        },
        "unions": unions,
        "numbers": numbers,
        "presence": sorted(presence),
    }


def written(value):
    """JSON with one field a line, so that a change of the fixture reads well as a diff."""
    out = ["{"]
    for key, part in value.items():
        if not isinstance(part, dict) or key == "packages":
            out.append(f" {json.dumps(key)}: {json.dumps(part)},")
            continue
        out.append(f" {json.dumps(key)}: {{")
        for name, inner in part.items():
            if not isinstance(inner, dict) or key == "numbers" or not inner:
                out.append(f"  {json.dumps(name)}: {json.dumps(inner)},")
                continue
            out.append(f"  {json.dumps(name)}: {{")
            for field, body in inner.items():
                if field == "parameters":
                    rows = ",\n".join(f"    {json.dumps(n)}: {json.dumps(b)}" for n, b in body.items())
                    out.append(f'   "parameters": {{\n{rows}\n   }},')
                else:
                    out.append(f"   {json.dumps(field)}: {json.dumps(body)},")
            out[-1] = out[-1].rstrip(",")
            out.append("  },")
        out[-1] = out[-1].rstrip(",")
        out.append(" },")
    out[-1] = out[-1].rstrip(",")
    out.append("}")
    return "\n".join(out) + "\n"


def flat(value, path=""):
    """Every leaf of the facts with its path; lists of words are leaves of their own."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from flat(part, f"{path} {key}".strip())
    elif isinstance(value, list):
        for part in value:
            yield f"{path} has {part}", True
    else:
        yield path, value


def compare(old, new):
    """Sentences on what differs, apart from versions."""
    for part in ("revision", "packages"):
        old.pop(part, None), new.pop(part, None)
    before, after = dict(flat(old)), dict(flat(new))
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            yield f"new      {path}: {after[path]}"
        elif path not in after:
            yield f"gone     {path}: {before[path]}"
        elif before[path] != after[path]:
            yield f"changed  {path}: {before[path]} -> {after[path]}"


def toml_kind(field):
    if "$ref" in field:
        return re.sub(r"^GoogleAppsCardV1", "", field["$ref"])
    by_format = {"int32": "whole", "int64": "long", "byte": "bytes", "float": "real", "double": "real",
                 "google-datetime": "time", "google-duration": "duration"}
    if "enum" in field:
        return "choice"
    return by_format.get(field.get("format"), "flag" if field["type"] == "boolean" else "text")


def toml_choices(words, known):
    """The words of a choice; a number is written where it is not the place in the list."""
    parts = []
    for place, word in enumerate(words):
        number = known.get(word, place)
        parts.append(f'"{word}"' if number == place else f'{{ name = "{word}", number = {number} }}')
    return f"choices = [{', '.join(parts)}]"


def lines(all_facts, name):
    """The lines of one type as assets/schema.toml wants them; the words are left to a person."""
    ours = re.sub(r"^GoogleAppsCardV1", "", name)
    yield f'[{ours}]\nlabel = ""\nhelp = ""\n\n[{ours}.fields]'
    union_of = {m: u for u, members in all_facts["unions"].get(name, {}).items() for m in members}
    for field, body in all_facts["schemas"][name].items():
        inner = body.get("items", body)
        parts = [f'kind = "{toml_kind(inner)}"']
        if "items" in body:
            parts.append("repeated = true")
        if "enum" in inner:
            parts.append(toml_choices(inner["enum"], all_facts["numbers"].get(f"{name}.{field}", {})))
        if field in union_of:
            parts.append(f'union = "{union_of[field]}"')
        marks = {"required": "required", "readOnly": "output_only", "deprecated": "deprecated"}
        parts += [f"{ours_too} = true" for mark, ours_too in marks.items() if body.get(mark)]
        if f"{name}.{field}" in all_facts["presence"]:
            parts.append("presence = true")
        yield f'{field} = {{ {", ".join(parts)}, help = "" }}'


def main(arguments):
    try:
        now = facts()
    except ImportError as missing:
        print(f"schema drift: {missing}; install {' '.join(PACKAGES)}", file=sys.stderr)
        return 1
    if arguments[:1] == ["--write"]:
        FIXTURE.write_text(written(now), encoding="utf-8")
        print(f"wrote {FIXTURE.name}, revision {now['revision']}")
        return 0
    if arguments[:1] == ["--lines"]:
        for name in arguments[1:]:
            print("\n".join(lines(now, name)))
        return 0
    old = json.loads(FIXTURE.read_text(encoding="utf-8"))
    told = f"fixture {old['revision']}, published {now['revision']}"
    drift = list(compare(old, now))
    if not drift:
        print(f"schema drift: none ({told})")
        return 0
    print(f"==== SCHEMA DRIFT: Google changed {len(drift)} facts ({told}) ====")
    print("\n".join(drift))
    print("==== bring assets/schema.toml up to date: see the head of .ci/schema_drift.py ====")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
