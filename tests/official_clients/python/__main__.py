"""Google's Python clients against the sandbox: `python tests/official_clients/python [part of a name]`."""

import sys

import checks
import suite_tokens  # noqa: F401  (importing a file registers its checks)
import suite_spaces  # noqa: F401
import suite_sending  # noqa: F401
import suite_threads  # noqa: F401
import suite_content  # noqa: F401
import suite_reading  # noqa: F401
import suite_reactions  # noqa: F401
import suite_pins  # noqa: F401
import suite_uploads  # noqa: F401
import suite_sign_in  # noqa: F401
import suite_faults  # noqa: F401
import suite_walk  # noqa: F401
from sandbox import Sandbox
from world import World


def main():
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    with Sandbox() as sandbox:
        passed, failed = checks.run(World(sandbox), only)
    print(f"python: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
