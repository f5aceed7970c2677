"""With --json, stdout is one document and nothing else, whatever the command."""

import json
import subprocess

import pytest

COMMANDS = [
    ("connectors",),
    ("lenses",),
    ("account", "list"),
    ("account", "test", "shop"),
    ("account", "test", "nobody"),
    ("tables", "shop"),
    ("fields", "erp", "people"),
    ("sync", "list"),
    ("sync", "show", "Customers"),
    ("pairs", "Customers"),
    ("plan", "Customers"),
    ("run",),
    ("run", "--full", "Customers"),
    ("conflicts",),
    ("holds",),
    ("resolve", "99", "--take", "a"),
    ("retry", "99"),
    ("dismiss", "99"),
    ("runs",),
    ("history", "Customers", "--record", "a:1"),
    ("why", "Customers", "--record", "b:10", "--field", "town"),
    ("undo", "99"),
    ("undo", "1", "--record", "a:1", "--field", "city", "--plan"),
    ("revert", "Customers", "--record", "a:1", "--field", "city", "--to", "1", "--plan"),
    ("recreate", "Customers", "--record", "a:99"),
    ("settings", "list"),
    ("settings", "set", "history_days", "30"),
    ("prune",),
    ("doctor",),
    ("audit", "verify"),
    ("audit",),
    ("nonsense",),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_stdout_is_one_document(paired, words):
    outcome = paired.cli(*words)
    assert isinstance(outcome.json, dict)
    assert outcome.code in {0, 1, 2, 3, 4}
    assert ("error" in outcome.json) == (outcome.code in {1, 2})
    assert "Traceback" not in outcome.stderr


def test_json_before_the_command(paired):
    outcome = paired.cli("--json", "--workspace", paired.cli.workspace, "runs", json=False)
    assert len(json.loads(outcome.stdout)["runs"]) == 1


def test_text_needs_no_utf8_terminal(paired):
    env = paired.cli.environment({"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    paired.shop.script("UPDATE customers SET city = 'Łódź' WHERE id = 1")
    result = subprocess.run(
        paired.cli.command("plan", "Customers"),
        env=env,
        capture_output=True,
        check=False,
        cwd=paired.cli.workspace.parent,
    )
    assert result.returncode == 4, result.stderr
    assert "Łódź".encode() in result.stdout


def test_a_reader_that_leaves_is_no_crash(paired):
    process = subprocess.Popen(
        paired.cli.command("lenses"),
        env=paired.cli.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=paired.cli.workspace.parent,
    )
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(30) in {0, 1}
