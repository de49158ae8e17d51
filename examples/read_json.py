"""Reads a report on standard input and prints its matches as a table, one a line.

reuse scan seeds/ -f json | python3 examples/read_json.py
"""

import json
import sys

report = json.load(sys.stdin)
for match in report["matches"]:
    places = [f"{side['document']}:{side['start']}-{side['end']}" for side in (match["a"], match["b"])]
    print(match["kind"], f"{match['scores']['words']:.0f}", *places, sep="\t")
