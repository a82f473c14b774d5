"""What it is run with: files that hold each other's word, actions that are pinned, and no name that is not ours yet."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.store import open_store
from tests.keeping.conftest import CONFIG

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FILES = [*PAGES, ROOT / "compose.yaml", ROOT / "Dockerfile", *(ROOT / "deploy").iterdir()]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
RELEASED = "First release: none yet." not in (ROOT / "docs/releasing.md").read_text("utf-8")
NOT_OURS = re.compile(
    r"docker pull|podman pull|image: *\S*[./]\S*/|(?:pip|pipx|uv tool|uv pip) install (?:-\S+ )*[\"']?nudge|uvx (?:--from )?nudge|uv add nudge"
)
"""Whoever types one of these gets something of somebody else's, or nothing."""


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


# --- names


@pytest.mark.skipif(RELEASED, reason="there is a release")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_before_the_first_release_nobody_is_told_to_pull_or_to_install_a_name(file):
    """Until then everything is built from a clone."""
    assert NOT_OURS.findall(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "typed",
    [
        "docker pull nudge",
        "pip install nudge-bot",
        "pip install -U nudge",
        "uvx nudge-bot demo",
        "pipx install 'nudge'",
    ],
)
def test_a_name_that_is_not_ours_would_be_found(typed):
    """Else the test above would say nothing."""
    assert NOT_OURS.search(typed)


def test_that_nudge_on_pypi_is_another_project_is_said():
    """On the page that says how there will be one."""
    assert "`nudge` on PyPI is another project" in read("docs/releasing.md")


def test_the_package_can_be_run_by_its_own_name():
    """`uvx` looks for a command that is called like the package."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["scripts"][project["name"]] == project["scripts"]["nudge"]


# --- workflows


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(workflow):
    """A tag can be moved; a commit cannot."""
    used = re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8"))
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_one_action_is_pinned_to_one_commit_everywhere():
    """Whoever renews one, renews it in both."""
    used = {line for file in WORKFLOWS for line in re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))}
    assert len({line.partition("@")[0] for line in used}) == len(used)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_begins_with_no_rights_and_only_a_tag_starts_it(workflow):
    """Each job says what it needs."""
    text = workflow.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    assert re.search(r'\non:\n  push:\n    tags: \["v\[0-9\]\+\.\[0-9\]\+\.\[0-9\]\+"\]\n\n', text)
    assert "pull_request" not in text


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_is_made_before_the_tag_is_the_version_and_the_tests_have_passed(workflow):
    """By README's own command, in a job that the others wait for."""
    first, *others = re.split(
        r"\n(?=  \w+:\n    name: )", workflow.read_text(encoding="utf-8").partition("\njobs:")[2]
    )[1:]
    (command,) = re.findall(r"^python3 -m venv .* -m pytest .*$", read("README.md"), re.MULTILINE)
    assert first.startswith("  tests:\n")
    assert f"\n      - run: {command}\n" in first
    assert """sed -n 's/^__version__ = "\\(.*\\)"$/\\1/p' bot/__init__.py)" = "$GITHUB_REF_NAME\"""" in first
    assert others
    assert [job for job in others if not re.search(r"\n    needs: \w+\n", job)] == []


def test_an_image_is_pushed_only_after_it_has_played_the_demonstration():
    """As the package is: built, tried, then handed out."""
    image = read(".github/workflows/image.yml")
    assert (
        image.index("load: true")
        < image.index("nudge:tried demo")
        < image.index("login-action")
        < image.index("push: true")
    )


# --- a backup every night


def at_night(folder, *command):
    """As cron runs it: with next to no environment."""
    return subprocess.run(
        ["/bin/sh", str(ROOT / "deploy/nudge-backup"), str(folder), *command],
        env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_nights_backup_is_whole_and_for_its_owner_only(tmp_path):
    """By the program itself; it says nothing when all is well, for cron sends a letter of whatever is said."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    program = (
        "env",
        f"NUDGE_FOLDER={tmp_path}",
        f"PYTHONPATH={os.pathsep.join(sys.path)}",
        sys.executable,
        "-m",
        "bot",
    )
    done = at_night(tmp_path / "backups", *program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (made,) = (tmp_path / "backups").iterdir()
    assert re.fullmatch(r"nudge-\d{4}-\d\d-\d\d\.backup", made.name)
    assert (stat.S_IMODE(made.stat().st_mode), stat.S_IMODE(made.parent.stat().st_mode)) == (0o600, 0o700)
    with tarfile.open(made) as tar:
        assert "nudge.db" in tar.getnames()


@pytest.mark.parametrize("fails", ["echo half; echo 'the disk is full' >&2; exit 2", "echo 'the disk is full' >&2"])
def test_a_night_that_fails_is_said_and_leaves_what_was_there(tmp_path, fails):
    """Neither half a file, nor an empty one, nor one less of those of before."""
    before = [f"nudge-2026-10-{day:02}.backup" for day in range(1, 10)]
    for name in before:
        (tmp_path / name).write_text("precious")
    done = at_night(tmp_path, "/bin/sh", "-c", fails)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"No backup was made in {tmp_path}.\nthe disk is full\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == before
    assert {file.read_text() for file in tmp_path.iterdir()} == {"precious"}


def test_the_last_seven_nights_are_kept(tmp_path):
    """And whatever else lies there."""
    others = ("nudge-mine.backup", "letters")
    for name in (*others, *(f"nudge-2026-10-{day:02}.backup" for day in range(1, 10))):
        (tmp_path / name).write_text("precious")
    assert at_night(tmp_path, "/bin/echo").returncode == 0
    left = sorted(file.name for file in tmp_path.iterdir() if file.name not in others)
    assert left[:6] == [f"nudge-2026-10-{day:02}.backup" for day in range(4, 10)]
    assert len(left) == 7
    assert all((tmp_path / name).exists() for name in others)


def test_what_stands_in_a_crontab_has_no_percent_and_names_commands_by_their_place():
    """A percent sign ends a command there, and its PATH is short."""
    lines = re.findall(r"echo '(\S+ \S+ \* \* \* .+?)'", read("docs/vps.md"))
    assert len(lines) == 2
    for line in lines:
        assert line.split()[5:7] == ["root", "/usr/local/bin/nudge-backup"]
        assert "%" not in line
        assert ">" not in line


# --- compose, Quadlet, systemd


def test_compose_builds_from_the_clone_and_keeps_everything_in_a_volume():
    """No folder of the host's, so nothing has to be given to anybody; and the log does not grow."""
    text = read("compose.yaml")
    assert "build: ." in text
    assert "\n      - nudge:/data\n" in text
    assert "max-size" in text
    assert "chown" not in text + read("docs/vps.md")


@pytest.mark.parametrize("name", ["compose.yaml", "deploy/nudge.container"])
def test_a_container_is_started_as_it_is_meant_to_be(name):
    """Read-only, without rights, in 192 MB."""
    text = read(name).lower().replace("_", "").replace("-", "")
    for part in ("readonly", "192m", "128", "nonewprivileges", "cap", "tmpfs", "/data"):
        assert part in text


def unit(name):
    """A file of systemd's, section by section; the last of several values."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(read(name))
    return parser


@pytest.mark.parametrize("name", ["deploy/nudge.service", "deploy/nudge.container"])
def test_what_the_owner_has_to_mend_is_not_started_again_and_again(name):
    """Exit code 2 says so; and Bluesky counts logins, so there is a minute between two starts."""
    service = unit(name)["Service"]
    assert (service["Restart"], service["RestartSec"], service["RestartPreventExitStatus"]) == ("always", "60", "2")


def test_the_owners_command_works_on_the_folder_of_the_service():
    """As its user, by the same program."""
    service, wrapper = unit("deploy/nudge.service")["Service"], read("deploy/nudge")
    folder, program = service["Environment"].partition("=")[2], service["ExecStart"].split()[0]
    assert f"sudo -u {service['User']} env NUDGE_FOLDER={folder} {program} " in wrapper
    assert folder == f"/var/lib/{service['StateDirectory']}"
    assert "ProcSubset" not in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_service_is_hardened():
    """By systemd's own measure, from 0 (best) to 10: two or less."""
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(ROOT / "deploy/nudge.service")]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    exposure = re.search(r"exposure level for nudge.service: ([\d.]+)", said.stdout)
    assert exposure, said.stderr
    assert float(exposure[1]) <= 2.0
