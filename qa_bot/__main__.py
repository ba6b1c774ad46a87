"""Run the command line: python -m qa_bot."""

from __future__ import annotations

import sys

from qa_bot.terminal.cli import main

sys.exit(main())
