"""Print what reaches a reader of ordinary questions, over all folders of a set together.

python scripts/measure_everyday.py SET ... [--encoder NAME]

A SET is FOLDER with FOLDER.questions.jsonl beside it, a directory of such folders, or FILE=FOLDER. A sentence
encoder is named as for qa-bot, or minilm (see scripts/minilm.py).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from fitting import benches, encoder_called

from qa_bot.bot import QABot
from qa_bot.evaluation.evaluate import evaluate
from qa_bot.evaluation.figures import columns, figures
from qa_bot.values import Reply

NAMES = (
    "sentence_at_1",
    "sentence_at_3",
    "helped",
    "right",
    "words",
    "closest",
    "wrong",
    "missed",
    "denied",
    "guessed",
    "quiet",
)


def noting(bot: QABot, replies: list[Reply]) -> Callable[[str], Reply]:
    """Return how to ask a bot so that every reply is kept."""

    def ask(question: str) -> Reply:
        replies.append(bot.ask(question))
        return replies[-1]

    return ask


def main() -> None:
    """Ask every question and print the figures."""
    parser = argparse.ArgumentParser(description="What reaches a reader of ordinary questions.")
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--encoder")
    args = parser.parse_args()
    opened = benches(args.sets, encoder_called(args.encoder) if args.encoder else None)
    replies: list[Reply] = []
    results = [one for bench in opened for one in evaluate(noting(bench.bot, replies), bench.set).results]
    found = figures(columns(results))
    print(f"{found['answerable']} answerable, {len(results) - int(found['answerable'] or 0)} not")
    print(
        "  ".join(f"{name} {found[name] or 0.0:.1%}" for name in NAMES), f" shown {found['shown'] or 0.0:.2f}"
    )
    asked = (one for bench in opened for one in bench.set.questions)
    told = [
        reply.verdict and reply.verdict == one.verdict
        for one, reply in zip(asked, replies, strict=True)
        if one.verdict
    ]
    print(f"{len(told)} of yes or no: verdict right {told.count(True)}, wrong {told.count(False)}")


if __name__ == "__main__":
    main()
