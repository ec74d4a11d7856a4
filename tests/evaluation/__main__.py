"""python -m tests.evaluation [FOLDER] (make evaluate): the scores on the annotated texts.

They are in the folder that is given, or named by CORPORA in the environment.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.evaluation import actors, events, invented, speed, times, whole
from tests.evaluation.corpora import NotThere

REPORTS: tuple[Callable[[Path], Iterator[str]], ...] = (
    times.report,
    actors.report,
    events.report,
    whole.report,
    invented.report,
    speed.report,
)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("CORPORA", ""))
    folder = parser.parse_args(arguments).folder
    if not folder:
        sys.exit("Where are the annotated texts? Give their folder, or set CORPORA.")
    try:
        for report in REPORTS:
            for line in report(Path(folder)):
                print(line, flush=True)
    except NotThere as error:
        sys.exit(f"The annotated texts are not to be had: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
