"""Ask one set's questions of another set's articles: what they are told, against its own.

python scripts/measure_silence.py OWN_SET OTHER_SET [--step N]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qa_bot import QABot
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.question_sets import load_questions


def told(bot: QABot, questions: Sequence[AskedQuestion]) -> str:
    """Return the shares of questions that get an answer, closest sentences, and silence."""
    kinds = Counter(bot.ask(one.text).kind for one in questions)
    return ", ".join(
        f"{kind} {kinds[kind] / len(questions):.1%}" for kind in ("answer", "closest", "silence")
    )


def main() -> None:
    """Print the shares of both."""
    parser = argparse.ArgumentParser(description="What is told outside a set's articles.")
    parser.add_argument("own", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--step", type=int, default=8, help="take every Nth question")
    args = parser.parse_args()
    own, other = load_questions(args.own), load_questions(args.other)
    bot = QABot.from_texts(own.texts)
    for name, questions in (("own", own.questions[:: args.step]), ("outside", other.questions[:: args.step])):
        print(f"{name}, {len(questions)} questions: {told(bot, questions)}")


if __name__ == "__main__":
    main()
