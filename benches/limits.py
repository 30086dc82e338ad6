"""Holds measured figures against `limits.txt`."""
import os
import sys

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "limits.txt")


def read():
    """Figure -> (limit, target, reason). A limit above its target needs a reason."""
    limits = {}
    with open(FILE) as text:
        for line in text:
            if line.startswith("#") or not line.strip():
                continue
            figure, limit, target, reason = (cell.strip() for cell in line.split("|", 3))
            if float(limit) > float(target) and not reason:
                sys.exit(f"limits.txt: {figure}: a limit above the target needs a reason")
            limits[figure] = float(limit)
    return limits


def hold(figures):
    """Fails where a figure is above its limit, and where a figure has none."""
    limits = read()
    passed = True
    print("\n| figure | measured | limit |\n| --- | ---: | ---: |")
    for figure, value in figures.items():
        if figure not in limits:
            sys.exit(f"limits.txt has no line for: {figure}")
        over = value > limits[figure]
        passed = passed and not over
        print(f"| {figure} | {value:.2f} | {limits[figure]:g} |{'  <-- above the limit' if over else ''}")
    if not passed:
        sys.exit("a limit is passed")
