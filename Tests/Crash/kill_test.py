#!/usr/bin/env python3
"""Kills wandd and the virtual wand with SIGKILL at random moments while doses are changed, starts them again, and then
compares four accounts of what happened: the pump's own history, the journal, the audit trail, and what clients were told.

    kill_test.py --bin .build/debug --kills 200 --seed 1
    kill_test.py --self-test      shows that each kind of disagreement is found
"""

import argparse
import collections
import os
import random
import shutil
import sys
import tempfile
import threading
import time

from accounts import Accounts, self_test
from clients import Clinician
from pieces import Pieces


def kill_again_and_again(pieces, clinicians, kills, dice, say):
    """The test itself: each kill waits until therapy has moved since the last one, then for a moment more."""
    killed = collections.Counter()
    for number in range(1, kills + 1):
        seen = sum(each.moves for each in clinicians)
        deadline = time.monotonic() + 30
        while sum(each.moves for each in clinicians) == seen:
            for each in clinicians:
                each.check()
            if time.monotonic() > deadline:
                raise SystemExit(f"kill {number}: nothing has moved for 30 s")
            time.sleep(0.001)
        time.sleep(dice.random() ** 2 * 0.08)
        victim = "wandd" if dice.random() < 0.7 else "wandsim"
        pieces.kill(victim)
        killed[victim] += 1
        # now and then both are away for a moment
        if dice.random() < 0.1:
            other = "wandsim" if victim == "wandd" else "wandd"
            pieces.kill(other)
            killed[other] += 1
            pieces.start(other)
        pieces.start(victim)
        if number % 50 == 0 or number == kills:
            say(f"{number} of {kills} kills")
    return killed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/debug", help="where wandd and wandsim are")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, help="of the moments and the orders; another one each time if left out")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs, journal and pump memory")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    if options.kills < 1:
        parser.error("--kills must be at least 1")
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    folder = tempfile.mkdtemp(prefix="wandd-kill.")
    began = time.monotonic()
    print(f"kill test: {options.kills} kills, seed {seed}", flush=True)
    pieces = Pieces(os.path.abspath(options.bin), folder)
    failed = True
    try:
        pieces.start_all()
        ending = threading.Event()
        clinicians = [Clinician(pieces.socket, number, random.Random(f"{seed}/{number}"), ending) for number in (1, 2)]
        for each in clinicians:
            each.start()
        killed = kill_again_and_again(
            pieces, clinicians, options.kills, random.Random(seed), lambda text: print(f"  {text}", flush=True))
        ending.set()
        for each in clinicians:
            each.join(120)
            each.check()
            if each.is_alive():
                raise SystemExit("a client still waits for the end of its command after 120 s")
        # what happened to the pump since it was read last is found when it is read again
        clinicians[0].read()
        accounts = Accounts.collect(pieces, clinicians)
        pieces.stop_all()
        accounts.read_journal(os.path.join(folder, "state", "journal.sqlite"))
        faults = accounts.faults()
        print(accounts.summary(killed, time.monotonic() - began))
        for fault in faults[:20]:
            print(f"  {fault}")
        failed = bool(faults)
    finally:
        pieces.end()
        if options.keep or failed:
            print(f"logs and data: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
