"""What it is run with: files that hold each other's word, actions that are pinned, and no name that is not ours yet."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

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
