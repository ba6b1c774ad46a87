"""Ask one set's questions of another set's articles: how many are answered, against its own.

python scripts/measure_silence.py OWN_SET OTHER_SET [--step N]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa_bot import QABot
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.question_sets import load


def share_answered(bot: QABot, questions: Sequence[AskedQuestion]) -> float:
    """Return the share of questions that are answered."""
    return sum(bot.ask(one.text).answer is not None for one in questions) / len(questions)


def main() -> None:
    """Print both shares."""
    parser = argparse.ArgumentParser(description="How often silence is kept outside a set's articles.")
    parser.add_argument("own", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--step", type=int, default=8, help="take every Nth question")
    args = parser.parse_args()
    own, other = load(args.own), load(args.other)
    bot = QABot.from_texts(own.texts)
    for name, questions in (("own", own.questions[:: args.step]), ("outside", other.questions[:: args.step])):
        print(f"{name}: {share_answered(bot, questions):.1%} of {len(questions)} answered")


if __name__ == "__main__":
    main()
