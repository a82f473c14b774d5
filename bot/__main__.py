"""Start the command `nudge`."""

import os
import sys

STAY_HERE = frozenset({"answer", "log", "people", "queue", "status"})
"""Commands that look into the database, and speak to no server."""


INTERRUPTED = 130


def main() -> None:
    """Run the command that was typed. Ends the process, by Ctrl-C also while it is still being loaded."""
    try:
        _run()
    except KeyboardInterrupt:
        if os.environ.get("NUDGE_DEBUG"):
            raise
        sys.exit(INTERRUPTED)


def _run() -> None:
    """`health`, `status` and `run` before what reads a command line."""
    command, arguments = next(iter(sys.argv[1:]), ""), sys.argv[2:]
    if command == "health":
        from bot.cli import health  # noqa: PLC0415  # it is asked day and night

        if (code := health.at_once(arguments, os.environ)) is not None:
            sys.exit(code)
    if command in STAY_HERE:
        from bot import lean  # noqa: PLC0415  # for `health` each module counts

        lean.without_openssl()
    if command == "status":
        from bot.cli import status  # noqa: PLC0415  # beside a running service memory is short

        if status.at_once(arguments, os.environ):
            sys.exit(0)
    if command == "run":
        from bot.cli import serving  # noqa: PLC0415  # it stays in memory day and night

        if serving.at_once(arguments, os.environ):
            sys.exit(0)
    from bot.cli.main import main as any_command  # noqa: PLC0415  # the same

    any_command()


if __name__ == "__main__":
    main()
