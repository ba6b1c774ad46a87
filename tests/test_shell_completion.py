from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.terminal import cli
from qa_bot.terminal.shell_completion import SHELLS, completion_script

COMMANDS = set(cli.parser().commands)
TYPED = [
    (["c"], {"chat", "check", "completion"}),
    ([""], COMMANDS),
    (["--knowledge", "artic"], {"articles"}),
    (["--knowledge", "articles", "a"], {"ask"}),
    (["check", "artic"], {"articles"}),
    (["evaluate", "set"], {"set.jsonl"}),
    (["evaluate", "--report", "set"], {"set.jsonl"}),
    (["evaluate", "--scope", ""], {"corpus", "article", "passage"}),
    (["ask", "--j"], {"--json", "--jobs"}),
    (["help", ""], COMMANDS),
    (["completion", ""], set(SHELLS)),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("completion")
    (made / "articles").mkdir()
    (made / "set.jsonl").write_text("")
    for shell in SHELLS:
        (made / f"script.{shell}").write_text(completion_script(cli.parser(), shell))
    return made


def run(place: Path, shell: str, *arguments: str) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    command = [shell, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=place, timeout=60, check=False)
    assert ran.stderr == ""
    return ran.stdout


def in_bash(place: Path, words: list[str]) -> str:
    asked = 'source script.bash; COMP_WORDS=(qa-bot "$@"); COMP_CWORD=$#; _shtab_qa_bot'
    return run(place, "bash", "-c", f'{asked}; printf "%s\\n" "${{COMPREPLY[@]}}"', "-", *words)


def in_fish(place: Path, words: list[str]) -> str:
    asked = "source script.fish; complete -C (string join -- ' ' qa-bot $argv)"
    return run(place, "fish", "--no-config", "-c", asked, "--", *words)


@pytest.mark.parametrize("complete", [in_bash, in_fish])
@pytest.mark.parametrize(("words", "offered"), TYPED)
def test_a_shell_offers_what_may_follow(
    complete: Callable[[Path, list[str]], str], words: list[str], offered: set[str], place: Path
) -> None:
    rows = complete(place, words).splitlines()
    assert {row.partition("\t")[0].rstrip("/") for row in rows} - {""} == offered


def test_zsh_reads_its_script(place: Path) -> None:
    asked = 'autoload -Uz compinit; compinit -D; eval "$(<script.zsh)"; print $_comps[qa-bot]'
    assert run(place, "zsh", "-f", "-c", asked) == "_shtab_qa_bot\n"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", shell]) == 0
    assert capsys.readouterr().out.strip() == completion_script(cli.parser(), shell).strip()


def test_a_shell_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", "cmd"]) == 2
    assert "'bash', 'zsh', 'fish'" in capsys.readouterr().err
