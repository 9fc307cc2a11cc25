"""What can be known of the image and of compose.yaml without building them."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.main import app
from bot.service.settings import PREFIX, Settings

STAGE = re.compile(r"^FROM (\S+)(?: AS (\w+))?$", re.MULTILINE)


@pytest.fixture
def dockerfile(root: Path) -> str:
    return (root / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture
def compose(root: Path) -> Any:
    return yaml.safe_load((root / "compose.yaml").read_text(encoding="utf-8"))


def stage(dockerfile: str, name: str) -> str:
    _, *parts = re.split(r"^(?=FROM )", dockerfile, flags=re.MULTILINE)
    (found,) = [part for part in parts if f" AS {name}\n" in part]
    return found


def variables(environment: dict[str, str]) -> set[str]:
    return {name.removeprefix(PREFIX).removesuffix("_FILE").lower() for name in environment if name.startswith(PREFIX)}


def test_images_are_pinned(dockerfile: str, compose: Any) -> None:
    images = [name for name, _ in STAGE.findall(dockerfile)] + [compose["services"]["database"]["image"]]
    assert all(re.search(r":\d+\.\d+", image) for image in images)


def test_the_service_runs_as_nobody_special_and_installs_by_hash(dockerfile: str) -> None:
    lines = stage(dockerfile, "service")
    assert re.findall(r"^USER (\w+)$", lines, re.MULTILINE) == ["reviewer"]
    assert "--uid 10001" in lines
    assert "--require-hashes --requirement /tmp/service.lock" in lines
    assert re.findall(r"^VOLUME (\S+)$", lines, re.MULTILINE) == ["/data"]
    assert not re.search(r"curl|wget|ADD |sudo|chmod 777", lines)
    assert "rm -rf /var/lib/apt/lists/*" in lines


def test_what_the_image_copies_is_let_in(dockerfile: str, root: Path) -> None:
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*"
    copied = re.findall(r"^COPY (?!--from)(\S+) ", dockerfile, re.MULTILINE)
    assert all(path == "." or (f"!{path.split('/')[0]}" in ignored and (root / path).exists()) for path in copied)
    assert "!secrets" not in ignored


def test_what_runs_is_a_command_of_ours(dockerfile: str, compose: Any) -> None:
    commands = {info.name or info.callback.__name__ for info in app.registered_commands if info.callback}
    assert 'ENTRYPOINT ["schema-review"]\nCMD ["serve"]' in stage(dockerfile, "service")
    assert {"serve", "worker", "doctor"} <= commands
    assert [compose["services"][name]["command"] for name in ("web", "worker")] == [["serve", "--web-only"], ["worker"]]


def test_every_variable_is_a_setting(dockerfile: str, compose: Any, root: Path) -> None:
    named = variables(dict.fromkeys(re.findall(rf"{PREFIX}\w+", stage(dockerfile, "service")), ""))
    named |= variables(compose["services"]["web"]["environment"])
    named |= variables(dict.fromkeys(re.findall(rf"{PREFIX}\w+", (root / "docs/install-service.md").read_text(encoding="utf-8")), ""))
    named |= variables(dict.fromkeys(re.findall(rf"{PREFIX}\w+", (root / "docs/privacy.md").read_text(encoding="utf-8")), ""))
    assert named <= set(Settings.model_fields)
    required = {name for name, field in Settings.model_fields.items() if field.is_required()}
    assert required <= variables(compose["services"]["web"]["environment"])


def test_secrets_are_mounted_one_by_one(root: Path) -> None:
    """The folder around them is closed to the container's user, so that mounting it would hide them."""
    page = (root / "docs/install-service.md").read_text(encoding="utf-8")
    runs = re.findall(r"^docker run.*?schema-review-service$", page, re.MULTILINE | re.DOTALL)
    named = [re.findall(r"_FILE=/run/secrets/(\S+)", run) for run in runs]
    assert [len(names) for names in named] == [1, 2]
    for run, names in zip(runs, named, strict=True):
        assert re.findall(r'--volume "\$PWD/secrets(\S*):/run/secrets(\S*):ro"', run) == [(f"/{name}", f"/{name}") for name in names]


def test_compose_understands_the_file(root: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(root / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_the_services_may_do_little(compose: Any, name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["build"]["target"] == "service"
    assert set(service["secrets"]) <= set(compose["secrets"])
    files = [value for key, value in service["environment"].items() if key.endswith("_FILE")]
    assert {Path(path).name for path in files} == set(service["secrets"])
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_the_privacy_page_names_every_table(root: Path) -> None:
    from bot.service.store.tables import METADATA  # noqa: PLC0415 # what the page is held against

    page = (root / "docs/privacy.md").read_text(encoding="utf-8")
    assert all(f"table `{name}`" in page for name in METADATA.tables)
