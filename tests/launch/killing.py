"""Who is killed without warning, while they are at work."""

import psutil

from tests.launch.running import Served, manage, processes_of


def workers(served: Served) -> list[psutil.Process]:
    """The processes that answer: children of the web server's own."""
    (master,) = [
        child
        for child in psutil.Process(served.process.pid).children()
        if child.status() != psutil.STATUS_ZOMBIE and "gunicorn" in " ".join(child.cmdline())
    ]
    return master.children()


def kill_workers(served: Served) -> None:
    kill(workers(served))


def kill_a_backend(served: Served) -> None:
    """One connection's process of PostgreSQL, which then ends all others and recovers."""
    (server,) = database_of(served)
    kill([one for one in server.children() if "demarche demarche" in " ".join(one.cmdline())][-1:])


def kill_the_database(served: Served) -> None:
    """PostgreSQL as a whole; whoever comes next starts it again, from its log."""
    kill(database_of(served))
    started = manage("shell", "--verbosity", "0", "-c", "pass", var=served.var)
    assert started.returncode == 0, started.stderr


def database_of(served: Served) -> list[psutil.Process]:
    """The server; what it has forked a moment ago looks the same for that long."""
    found = [one for one in processes_of(served.var) if one.name() == "postgres"]
    numbers = {one.pid for one in found}
    return [one for one in found if parent_of(one) not in {*numbers, None}]


def parent_of(process: psutil.Process) -> int | None:
    try:
        return process.ppid()
    except psutil.NoSuchProcess:
        return None


def kill(victims: list[psutil.Process]) -> None:
    for process in victims:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
