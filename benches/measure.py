"""How instructions are counted, for the commands in this folder."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def output(*command, cwd=ROOT, **options):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def build(target="target", *options):
    """The folder of the binaries."""
    output("cargo", "build", "--quiet", "--release", "--manifest-path", "benches/Cargo.toml", "--target-dir", target, *options)
    return os.path.join(ROOT, target, "release")


def total(*command):
    """Instructions of a whole run."""
    text = output("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command)
    return int(re.search(r"Collected : (\d+)", text)[1])


def instructions(*command, short=100, long=10100):
    """Per repetition, whose number is the last argument: the difference of two run lengths, so that start-up does not count."""
    return (total(*command, str(long)) - total(*command, str(short))) / (long - short)
