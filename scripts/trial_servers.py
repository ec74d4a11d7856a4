"""PostgreSQL and PgBouncer from the system's packages, started on loopback for a trial.

As root, they run as the user postgres: PostgreSQL refuses to run as root.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Names another directory of PostgreSQL's programs than the system's newest.
PROGRAMS = "TRIAL_PROGRAMS"
USER = "demarche"
PASSWORD = "demarche"  # noqa: S105 - for servers that live as long as the trial, on loopback
# Enough for a trial's load, and quick to start.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "wal_level": "replica",
    "hot_standby": "on",
    "wal_receiver_status_interval": "1s",
    "wal_retrieve_retry_interval": "200ms",
    "log_min_messages": "warning",
}


def programs() -> Path | None:
    """The directory of the newest PostgreSQL that the system has installed, if any."""
    if os.environ.get(PROGRAMS):
        return Path(os.environ[PROGRAMS])
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def pgbouncer() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server(*command: str | Path) -> list[str]:
    words = [str(word) for word in command]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


def run(*command: str | Path, cwd: Path) -> str:
    # A server that is started inherits these, so they are a file rather than a pipe that it
    # would hold open.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            as_server(*command),
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        output.seek(0)
        said = output.read()
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {said.strip()}")
    return said


def environment() -> dict[str, str]:
    """Without what libpq would take from it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "PGPASSWORD": PASSWORD, "LC_ALL": "C.UTF-8"}


@contextmanager
def place() -> Iterator[Path]:
    """A directory for servers, gone at the end."""
    path = Path(tempfile.mkdtemp(prefix="demarche-trial-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(path, "postgres")
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@dataclass
class Cluster:
    """One PostgreSQL: its directory and its port."""

    data: Path
    port: int

    @classmethod
    def made(cls, data: Path, **settings: str) -> "Cluster":
        """A new one, not started yet."""
        password = data.with_suffix(".password")
        password.write_text(PASSWORD)
        run(
            *(bin_of("initdb"), "--pgdata", data, "--username", USER, "--auth", "scram-sha-256"),
            *("--pwfile", password, "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            cwd=data.parent,
        )
        cluster = cls(data, free_port())
        cluster.configure(**{**SETTINGS, "unix_socket_directories": str(data.parent)}, **settings)
        return cluster

    def standby(self, data: Path, name: str) -> "Cluster":
        """A streaming copy of this running server, with a slot of its own, not started yet."""
        run(
            *(bin_of("pg_basebackup"), "--pgdata", data, "--write-recovery-conf", "--no-sync"),
            *("--checkpoint", "fast", "--wal-method", "stream", "--create-slot", "--slot", name),
            *("--dbname", f"{self.url('postgres')}?application_name={name}"),
            cwd=data.parent,
        )
        cluster = Cluster(data, free_port())
        # The primary's own settings came along; a standby waits for nobody.
        cluster.configure(synchronous_standby_names="''")
        return cluster

    def url(self, database: str = USER) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def configure(self, **settings: str) -> None:
        with (self.data / "postgresql.auto.conf").open("a") as file:
            for name, value in settings.items():
                file.write(f"{name} = '{value.strip(chr(39))}'\n")

    def start(self) -> None:
        options = f"-p {self.port}"
        log = self.data.with_suffix(".log")
        command = (bin_of("pg_ctl"), "-D", self.data, "-l", log, "-o", options, "-w", "start")
        run(*command, cwd=self.data.parent)

    def stop(self, mode: str = "fast") -> None:
        command = (bin_of("pg_ctl"), "-D", self.data, "-m", mode, "-w", "stop")
        run(*command, cwd=self.data.parent)

    def kill(self) -> None:
        """kill -9 of the server and of all that it has started, at once and without warning."""
        import psutil

        server = psutil.Process(self.process)
        family = [server, *server.children(recursive=True)]
        for process in family:
            process.suspend()
        for process in family:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)

    def promote(self) -> None:
        run(bin_of("pg_ctl"), "-D", self.data, "-w", "promote", cwd=self.data.parent)

    @property
    def process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().partition("\n")[0])

    @property
    def is_running(self) -> bool:
        try:
            os.kill(self.process, 0)
        except (OSError, ValueError):
            return False
        return True

    def leave(self) -> None:
        """Stop it if it runs, whatever state it is in."""
        if self.is_running:
            self.stop("immediate")


def bin_of(name: str) -> Path:
    directory = programs()
    if directory is None:
        raise RuntimeError("There is no PostgreSQL under /usr/lib/postgresql")
    return directory / name


@contextmanager
def pooling(cluster: Cluster, where: Path, **settings: str) -> Iterator[str]:
    """PgBouncer in front of this server; the address of the database through it."""
    program = pgbouncer()
    if program is None:
        raise RuntimeError("There is no pgbouncer")
    port = free_port()
    (where / "users.txt").write_text(f'"{USER}" "{PASSWORD}"\n')
    configuration = {
        "listen_addr": "127.0.0.1",
        "listen_port": str(port),
        "unix_socket_dir": "",
        "auth_type": "scram-sha-256",
        "auth_file": str(where / "users.txt"),
        "pool_mode": "transaction",
        "admin_users": USER,
        **settings,
    }
    lines = [
        *("[databases]", f"* = host=127.0.0.1 port={cluster.port}", "[pgbouncer]"),
        *(f"{name} = {value}" for name, value in configuration.items()),
    ]
    (where / "pgbouncer.ini").write_text("\n".join(lines) + "\n")
    with (where / "pgbouncer.log").open("w") as log:
        process = subprocess.Popen(
            as_server(program, where / "pgbouncer.ini"),
            cwd=where,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/{USER}"
    finally:
        process.terminate()
        process.wait(10)
