"""Wrong usage of the command line is one Chinese sentence, whatever is wrong with it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from api.cli.main import app, main


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["tiaokuai", *args])
    with pytest.raises(SystemExit) as stopped:
        main()
    code = stopped.value.code
    assert isinstance(code, int)
    return code, "".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["ingst"], "没有“ingst”这个命令，是不是“ingest”"),
        (["claims", "xx"], "没有“xx”这个命令。用“tiaokuaiclaims--help”看用法。"),
        (["ingest"], "缺少参数“paths”。"),
        (["ingest", "--foo", "x"], "没有“--foo”这个选项。"),
        (["serve", "--port", "abc"], "选项“--port”不对：给的是“abc”，应为整数。"),
        (["serve", "--port"], "选项“--port”后面缺少值。"),
        (["documents", "a", "b", "c"], "多出了“bc”。"),
    ],
)
def test_wrong_usage_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    code, text = said(monkeypatch, capsys, *args)
    assert code == 2
    assert words in text
    assert "Error" not in text
    assert "Usage" not in text
    assert "Traceback" not in text


def test_no_command_shows_the_help_in_chinese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(monkeypatch, capsys)
    assert code == 2
    assert "程序内部错误" not in text
    shown = CliRunner().invoke(app, ["serve", "--help"]).output
    assert "选项" in shown
    assert "[默认：" in shown
    assert "Options" not in shown.replace("[OPTIONS]", "")


def test_a_character_outside_the_code_page_of_a_pipe_does_not_end_a_command() -> None:
    """A pipe on Windows is GBK; 𠮷 is not in it."""
    command = [sys.executable, "-m", "api.cli", "match", "闵行区𠮷林局", "闵行区水务局"]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "gbk"}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("gbk")
    assert "\\U00020bb7林" in done.stdout.decode("gbk")
