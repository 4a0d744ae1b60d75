"""Holds assets/clients.toml against the client libraries that are installed.

    python tests/official_clients/exports/clients.py          names what differs; exit status 1 if anything does
    python tests/official_clients/exports/clients.py --write  makes the file anew

The names come from the descriptors inside google-apps-chat and google-apps-card, what Node.js lacks
from the definitions inside @google-apps/chat (the folder in CLIENTS_NODE).
"""

import json
import os
import pathlib
import sys
import tomllib
from importlib.metadata import version

import google.apps.card_v1  # noqa: F401  (importing a package registers its descriptors)
import google.apps.chat_v1  # noqa: F401
from google.protobuf import descriptor_pool

ROOT = pathlib.Path(__file__).resolve().parents[3]
NODE = pathlib.Path(os.environ.get("CLIENTS_NODE") or ROOT / "target" / "clients" / "node")
PACKAGE = NODE / "node_modules" / "@google-apps" / "chat"
FILE = ROOT / "assets" / "clients.toml"
# What no new message needs: fields for import mode, answers to an interaction, the first cards.
LEFT_OUT = {"Message.actionResponse", "Message.cards"}

HEAD = """\
# What Google's client libraries call the types of assets/schema.toml that a new message may hold, and
# what they cannot carry yet. Exported code leaves a request that needs more to plain HTTP.
# Written by tests/official_clients/exports/clients.py --write, never by hand; `.ci/run` holds it against the
# libraries themselves.
"""


def schema():
    return tomllib.loads((ROOT / "assets" / "schema.toml").read_text(encoding="utf-8"))


def inputs(known, name):
    """The fields of a type that a request may set."""
    for field, facts in known[name].get("fields", {}).items():
        if not facts.get("output_only") and f"{name}.{field}" not in LEFT_OUT:
            yield field, facts


def words(facts):
    return [choice if isinstance(choice, str) else choice["name"] for choice in facts.get("choices", [])]


class Python:
    """The descriptors of the Python packages."""

    def __init__(self):
        self._pool = descriptor_pool.Default()

    def type(self, name):
        return self._pool.FindMessageTypeByName(name)

    def field(self, kind, name):
        """The type or choice that a field has, and the words of the choice; None if it is not there."""
        found = next((field for field in kind.fields if field.json_name == name), None)
        if found is None:
            return None
        if found.enum_type:
            return found.enum_type.full_name, {value.name for value in found.enum_type.values}
        return found.message_type, set()


class Node:
    """The definitions that the Node.js package ships."""

    def __init__(self):
        self._root = json.loads((PACKAGE / "build" / "protos" / "protos.json").read_text(encoding="utf-8"))

    def type(self, name):
        node = self._root
        for part in name.split("."):
            node = node.get("nested", {}).get(part, {})
        return (name, node) if node else None

    def field(self, kind, name):
        path, node = kind
        found = node.get("fields", {}).get(name)
        if found is None:
            return None
        parts = path.split(".")
        for count in range(len(parts), -1, -1):
            full = ".".join([*parts[:count], found["type"]])
            if target := self.type(full):
                return target, set(target[1].get("values", {}))
        return None, set()


def names():
    """The full names of types and choices in the client libraries, by those of the schema."""
    known, types, choices = schema(), {}, {}
    python = Python()

    def visit(name, kind):
        if name in types:
            return
        types[name] = kind.full_name
        for field, facts in inputs(known, name):
            found = python.field(kind, field)
            if found and facts["kind"] == "choice":
                choices[f"{name}.{field}"] = found[0]
            elif found and facts["kind"] in known:
                visit(facts["kind"], found[0])

    visit("CreateMessageRequest", python.type("google.chat.v1.CreateMessageRequest"))
    return types, choices


def lacks(client, types):
    """The fields, and the words of choices, that a client does not know."""
    known, missing = schema(), []
    for name, full in types.items():
        kind = client.type(full)
        for field, facts in inputs(known, name):
            found = kind and client.field(kind, field)
            if not found:
                missing.append(f"{name}.{field}")
            else:
                missing += [f"{name}.{field}.{word}" for word in words(facts) if word not in found[1]]
    return missing


def text():
    types, choices = names()
    node = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    lines = [HEAD]

    def table(title, pairs):
        lines.extend([f"[{title}]", *(f"{key} = {json.dumps(value)}" for key, value in pairs), ""])

    def client(title, package, missing):
        lines.extend([f"[{title}]", f"package = {json.dumps(package)}", "lacks = ["])
        lines.extend([*(f"  {json.dumps(name)}," for name in missing), "]", ""])

    client("python", f"google-apps-chat {version('google-apps-chat')}", lacks(Python(), types))
    client("node", f"@google-apps/chat {node}", lacks(Node(), types))
    table("types", types.items())
    table("choices", ((json.dumps(key), value) for key, value in choices.items()))
    return "\n".join(lines).rstrip() + "\n"


def main():
    fresh = text()
    if "--write" in sys.argv[1:]:
        FILE.write_text(fresh, encoding="utf-8")
        return 0
    if FILE.read_text(encoding="utf-8") == fresh:
        return 0
    print("assets/clients.toml differs from the installed libraries; clients.py --write makes it anew")
    return 1


if __name__ == "__main__":
    sys.exit(main())
