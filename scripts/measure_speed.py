"""Time answers over a folder: median and 99th percentile of a question, in milliseconds of CPU.

python scripts/measure_speed.py FOLDER QUESTION_SET [--most N]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from qa_bot import QABot
from qa_bot.evaluation.question_sets import load_questions


def main() -> None:
    """Ask the questions and print the percentiles."""
    parser = argparse.ArgumentParser(description="Time answers over a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--most", type=int, default=400)
    args = parser.parse_args()
    bot = QABot.from_folder(args.folder)
    asked = load_questions(args.questions).questions
    step = max(1, len(asked) // args.most)
    spent = []
    for question in asked[::step][: args.most]:
        start = time.process_time()
        bot.ask(question.text)
        spent.append(1000 * (time.process_time() - start))
    middle, late = np.percentile(spent, [50, 99])
    print(f"{bot.passage_count:,} passages, {len(spent)} questions: p50 {middle:.1f} ms, p99 {late:.1f} ms")


if __name__ == "__main__":
    main()
