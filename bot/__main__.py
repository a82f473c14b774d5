"""Start the command `nudge`."""

import os
import sys


def main() -> None:
    """Run the command that was typed; `health` before everything that reads a command line. Ends the process."""
    if sys.argv[1:2] == ["health"]:
        from bot.cli import health  # noqa: PLC0415  # it is asked day and night

        if (code := health.at_once(sys.argv[2:], os.environ)) is not None:
            sys.exit(code)
    from bot.cli.main import main as any_command  # noqa: PLC0415  # the same

    any_command()


if __name__ == "__main__":
    main()
