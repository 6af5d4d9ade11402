"""What the Python peers share: how a session goes and how it tells its figures.

One JSON line per timing, on standard output. The operations come in the order of the comparison; each is asked several
times in a row, the answer goes with the first, and nothing but the operation itself is timed.
"""
import json
import math
import sys
import time

NUMERIC = ["VendorID", "passenger_count", "trip_distance", "RatecodeID", "PULocationID", "DOLocationID",
           "payment_type", "fare_amount", "extra", "mta_tax", "tip_amount", "tolls_amount",
           "improvement_surcharge", "total_amount"]
DATES = ["tpep_pickup_datetime", "tpep_dropoff_datetime"]
QUARTILES = [0.25, 0.5, 0.75]
TAILS = [0.01, 0.25, 0.5, 0.75, 0.99]


def say(**line):
    print(json.dumps(line, allow_nan=False), flush=True)


def plain(answer):
    """Numbers by name; what is not a finite number is null."""
    return {name: float(v) if v == v and math.isfinite(v) else None for name, v in answer.items()}


def described(table):
    """pandas' describe() table as numbers by name."""
    names = {"count": "count", "mean": "mean", "std": "std", "min": "min", "max": "max",
             "1%": "p1", "25%": "p25", "50%": "p50", "75%": "p75", "99%": "p99"}
    return {f"{column}:{names[row]}": table.loc[row, column] for column in table.columns for row in table.index}


def run(version, load, operations, close=lambda: None, pause=0):
    """Warms up on the small table, then times the great one.

    load(folder) gives a table; operations(table) gives, by name, what to run and how to read its result.
    pause: seconds between asks.
    """
    small, folder, asks = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if small != "-":
        for work, read in operations(load(small)).values():
            read(work())
    say(op="start", version=version)
    start = time.perf_counter()
    table = load(folder)
    say(op="load", ask=0, s=time.perf_counter() - start)
    time.sleep(1)
    say(op="held")
    for op, (work, read) in operations(table).items():
        for ask in range(asks):
            time.sleep(pause)
            start = time.perf_counter()
            result = work()
            line = {"op": op, "ask": ask, "s": time.perf_counter() - start}
            if ask == 0:
                line["answer"] = plain(read(result))
            say(**line)
    say(op="end")
    close()
