#!/usr/bin/env python3
"""Prints the codec's figures as tables, judged against the aims.   usage: summary.py RESULTS-IN-JMH-FORMAT

Exits with 1 when the codec allocated, which does not depend on how busy the machine is; times only are reported.
"""
import json
import sys

CRC_AIM_PERMILLE = 1_100  # at most 10 % slower than C
COBS_AIM_PERMILLE = 1_000  # not slower than C


def main(path):
    with open(path, encoding="utf-8") as file:
        # the framework's names: package.benchmark.TARGET.NAME, blanks as '_'
        results = {entry["benchmark"].split(".", 3)[3].replace("_", " "): entry for entry in json.load(file)}
    rows = []
    for name, entry in results.items():
        kind, size, fill = name.split("|")
        figures = {key: round(float(metric["scorePercentiles"]["50.0"])) for key, metric in entry["secondaryMetrics"].items()}
        most = max(float(entry["secondaryMetrics"]["allocations per 1000"]["scorePercentiles"][p]) for p in ("50.0", "100.0"))
        rows.append((kind, int(size), fill, figures, figures["allocations per 1000"], most))
    rows.sort(key=lambda row: (row[0], row[1], row[2] != "no zeros", row[2] != "random"))

    allocated = False
    print("| | bytes | data | Swift ns | MB/s | C ns | Swift / C | aim | allocations a call |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind, size, fill, figures, allocations, most in rows:
        swift = figures["Swift ps"] / 1000
        c, ratio, aim = "", "", ""
        if not kind.startswith("frame"):
            limit = CRC_AIM_PERMILLE if kind.startswith("CRC") else COBS_AIM_PERMILLE
            c = f"{figures['C ps'] / 1000:.1f}"
            ratio = f"{figures['permille of C'] / 1000:.2f}"
            aim = "met" if figures["permille of C"] <= limit else "missed"
        allocated |= most > 0
        print(f"| {kind} | {size} | {fill} | {swift:.1f} | {size / swift * 1000:.0f} | {c} | {ratio} | {aim} | "
              f"{allocations / 1000:g}{' (at most %g)' % (most / 1000) if most != allocations else ''} |")
    print()
    print("No allocation a frame: " + ("missed" if allocated else "met"))
    return 1 if allocated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
