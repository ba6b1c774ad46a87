"""What `qa-bot evaluate` does: ask every question of a set, report, compare with an earlier run."""

from __future__ import annotations

import argparse
import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from qa_bot import __version__
from qa_bot.sanitising import neutralise, shown_path
from qa_bot.terminal.exit_statuses import ANSWERED, USAGE
from qa_bot.terminal.progress import Progress
from qa_bot.terminal.running import encoder_of, open_with_notices, path_of, tell_left_out
from qa_bot.terminal.streams import INTERNAL, say

if TYPE_CHECKING:
    from qa_bot.bot import QABot
    from qa_bot.evaluation.comparison import Comparison
    from qa_bot.evaluation.dataset import QuestionSet
    from qa_bot.evaluation.evaluate import Report
    from qa_bot.evaluation.provenance import Provenance

_LOG_COLUMNS = 120  # of a row, where no terminal says otherwise


def evaluate(arguments: argparse.Namespace) -> int:
    """Ask every question of a set and report."""
    from qa_bot.api import new_talk
    from qa_bot.bot import place_of
    from qa_bot.evaluation.comparison import compare, load_results
    from qa_bot.evaluation.evaluate import evaluate as evaluated
    from qa_bot.evaluation.provenance import provenance
    from qa_bot.evaluation.question_sets import load_questions, locate
    from qa_bot.evaluation.report import require_place

    question_set = load_questions(arguments.questions)
    baseline = load_results(arguments.baseline) if arguments.baseline else None
    if arguments.report:
        place = place_of(path_of(arguments))
        require_place(arguments.report, [arguments.questions, arguments.baseline], place)
    made = provenance(_asked_of(question_set, path_of(arguments)), __version__, os.environ)
    bot = _open_for(question_set, path_of(arguments), encoder_of(arguments))
    question_set = locate(question_set, bot.text_of)
    with Progress("asked", sys.stderr) as progress:
        talk, jobs = partial(new_talk, bot), arguments.jobs
        report = evaluated(bot.ask, question_set, arguments.scope, progress, conversation=talk, workers=jobs)
    _report(report, compare(baseline, report) if baseline is not None else None, made, arguments)
    return _status_of(report)


def _status_of(report: Report) -> int:
    """Return 0 if every question was answered, 2 where some could not be asked, 3 where an error arose."""
    from qa_bot.evaluation.evaluate import INTERNAL_ERROR

    failures = report.failures().values()
    if any(INTERNAL_ERROR in error for error in failures):
        return INTERNAL
    return USAGE if failures else ANSWERED


def _open_for(question_set: QuestionSet, knowledge: str | None, encoder: str | None) -> QABot:
    if knowledge is None and question_set.texts:
        from qa_bot.bot import QABot

        return QABot.from_texts(question_set.texts, encoder=encoder)
    bot = open_with_notices(knowledge, encoder=encoder)
    tell_left_out(bot)
    return bot


def _asked_of(question_set: QuestionSet, knowledge: str | None) -> str:
    """Name the articles that a set is asked of."""
    if knowledge is None:
        return "the paragraphs of the set" if question_set.texts else "the bundled articles"
    return repr(shown_path(knowledge))


def _report(
    report: Report, comparison: Comparison | None, provenance: Provenance, arguments: argparse.Namespace
) -> None:
    if arguments.json:
        compared = {"comparison": comparison.as_dict()} if comparison else {}
        say(json.dumps({**report.figures(), **report.as_dict(), **compared}) + "\n")
    else:
        from shutil import get_terminal_size

        from qa_bot.evaluation.summary import summary

        columns = get_terminal_size((_LOG_COLUMNS, 0)).columns
        say(neutralise(summary(report, comparison, columns, provenance.knowledge)) + "\n")
    if arguments.report:
        from qa_bot.evaluation.report import write_report

        write_report(arguments.report, report, provenance, comparison)
