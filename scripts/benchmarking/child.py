"""Take one measurement in this process and print its figures.

python -m benchmarking.child STEP LIBRARY PLACE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarking.libraries import NAMED
from benchmarking.measures import STEPS
from benchmarking.place import Place
from qa_bot.errors import QABotError


def main() -> None:
    """Measure and print."""
    step, library, root = sys.argv[1:]
    try:
        figures = STEPS[step].run(NAMED[library], Place(Path(root)))
    except QABotError as error:
        sys.exit(str(error))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
