"""`python -m reuse` is the command `reuse`."""

import sys

from reuse.cli import run

if __name__ == "__main__":
    sys.exit(run())
