"""Compiles and runs exported Java with Debian's libraries and classes made from Google's definitions.

The client itself, google-cloud-chat, is not among Debian's packages. Its messages are made here as
Google makes them, by protoc from the definitions (those inside the Python packages); a few classes
of our own, in java/, take the place of the rest and send what a message holds as JSON.
A person's credentials go to Google's own address in Java: such programs are compiled, and not run.
"""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
from importlib.metadata import version

import google.apps.card_v1  # noqa: F401  (importing a package registers its descriptors)
import google.apps.chat_v1  # noqa: F401
from clients import NODE
from google.protobuf import descriptor_pb2, descriptor_pool

HERE = pathlib.Path(__file__).resolve().parent
HOME = NODE.parent / "java"
JARS = (
    "protobuf", "protobuf-util", "gson", "guava", "google-auth-library-credentials",
    "google-auth-library-oauth2-http", "google-http-client", "google-http-client-gson",
    "google-http-client-jackson2", "jackson-core", "opencensus-api", "opencensus-contrib-http-util", "grpc-context",
)
OURS = {"google.chat.v1": "com.google.chat.v1", "google.apps.card.v1": "com.google.apps.card.v1"}


def classpath():
    jars = [f"/usr/share/java/{name}.jar" for name in JARS]
    return ":".join([str(HOME / "classes"), *jars])


def _definitions():
    """The files of definitions, each after those that it needs, with the names that Java gives them."""
    pool, files = descriptor_pool.Default(), {}

    def add(file):
        if file.name in files:
            return
        for needed in file.dependencies:
            add(needed)
        proto = descriptor_pb2.FileDescriptorProto()
        file.CopyToProto(proto)
        if package := OURS.get(proto.package):
            proto.options.java_package = package
            proto.options.java_multiple_files = True
            proto.options.java_outer_classname = pathlib.Path(file.name).stem.title().replace("_", "") + "Proto"
        files[file.name] = proto

    add(pool.FindMessageTypeByName("google.chat.v1.CreateMessageRequest").file)
    return files


def prepare():
    """Makes the classes once, and again when the definitions or our own classes change."""
    mark, stubs = HOME / "made-from", sorted((HERE / "java").glob("*.java"))
    state = json.dumps([version("google-apps-chat"), version("google-apps-card"), *(s.read_text() for s in stubs)])
    if mark.exists() and mark.read_text() == state:
        return
    shutil.rmtree(HOME, ignore_errors=True)
    sources = HOME / "sources"
    sources.mkdir(parents=True)
    files = _definitions()
    whole = descriptor_pb2.FileDescriptorSet(file=files.values())
    (HOME / "definitions").write_bytes(whole.SerializeToString())
    wanted = [name for name in files if not name.startswith("google/protobuf/")]
    subprocess.run(
        ["protoc", f"--descriptor_set_in={HOME / 'definitions'}", f"--java_out={sources}", *wanted], check=True
    )
    made = [str(file) for file in sources.rglob("*.java")]
    (HOME / "list").write_text("\n".join([*made, *map(str, stubs)]), encoding="utf-8")
    subprocess.run(
        ["javac", "-nowarn", "-proc:none", "-encoding", "UTF-8", "-cp", classpath(), "-d", str(HOME / "classes"),
         f"@{HOME / 'list'}"],
        check=True,
    )
    mark.write_text(state)


def run(codes, environment, can_run):
    """Compiles each class, runs it if it can be; what each printed, and what was wrong with it."""
    prepare()
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        for count, code in enumerate(codes):
            place = pathlib.Path(folder) / f"{count:03}"
            place.mkdir()
            (place / "CreateMessage.java").write_bytes(code)
        done = subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", classpath(), "Runner", folder,
             "run" if can_run else "compile"],
            stdout=subprocess.PIPE, env={**os.environ, **environment}, timeout=120, check=True,
        )
    return [json.loads(line) for line in done.stdout.decode("utf-8").rstrip("\n").split("\n")]
