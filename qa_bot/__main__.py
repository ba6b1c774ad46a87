"""Run the command line: python -m qa_bot."""

import sys

from qa_bot.cli import main

sys.exit(main())
