#!/usr/bin/env bash
# The table of results/2026-11-28-one-engine.md from one run, before and after in turn.
# one_engine.sh BEFORE AFTER: two folders with a grid command each; needs hyperfine, and pandas for /usr/bin/python3.
set -euo pipefail
before=$(realpath "$1/grid") after=$(realpath "$2/grid")
runs=${RUNS:-10}
work=$(mktemp -d)
trap '"$before" down --cluster "$work/before" >/dev/null 2>&1 || true; "$after" down --cluster "$work/after" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
uptime
"$after" sample taxi --rows 22699 --files 1 --seed 2017 "$work/small" >/dev/null
"$after" sample taxi --rows 2000000 --files 4 --seed 2017 --missing 0.002 "$work/trips" >/dev/null
small=$(find "$work/small" -name '*.csv')
printf 'import pandas as pd\npd.read_csv("%s").describe()\n' "$small" > "$work/describe.py"

echo "== describe of 22,699 rows: whole processes"
hyperfine -N -w 2 -r "$runs" "$before describe $small" "$after describe $small" "/usr/bin/python3 $work/describe.py"
for grid in "$before" "$after"; do
  /usr/bin/time -f "$grid: %U s user, %S s system, %M KiB" "$grid" describe "$small" 2>&1 >/dev/null | tail -1
done

echo "== first asks of 2,000,000 rows: query_s, least and median"
ask() {
  for grid in before after; do
    for _ in $(seq "$runs"); do
      "${!grid}" "$@" --output json --timings 2>&1 >/dev/null | grep -o '"query_s":[0-9.]*' | cut -d: -f2
    done | sort -n | awk -v what="$grid $1" '{ t[NR] = $1 } END { print what, t[1], t[int((NR + 1) / 2)] }'
  done
}
ask groupby "$work/trips" --by VendorID --agg 'sum(trip_distance),count(trip_distance)'
ask missing "$work/trips"
ask nunique "$work/trips"
ask describe "$work/trips"

echo "== grid up --silos 3: seconds until ready"
for rest in $(seq 0 $((runs - 1))); do
  for grid in before after; do
    start=$(date +%s.%N)
    "${!grid}" up --silos 3 --memory 256MB --detach --cluster "$work/$grid" >/dev/null
    echo "$grid $(echo "$(date +%s.%N) - $start" | bc)"
    [ "$rest" -gt 0 ] || { sleep 5; ps -o rss= -C grid-silo | awk -v what="$grid" '{ s += $1 } END { printf "%s: %d MiB a silo that holds nothing\n", what, s / NR / 1024 }' >&2; }
    "${!grid}" down --cluster "$work/$grid" >/dev/null
  done
done | sort | awk '{ n[$1]++; t[$1, n[$1]] = $2 } END { for (g in n) print g, t[g, 1], t[g, int((n[g] + 1) / 2)] }'
echo "== the reference search, 240 candidates x 8 folds: whole processes"
"$after" sample digits "$work/digits.csv" >/dev/null
search="tune $work/digits.csv --target target --task classify --trees 20 --folds 8 --scoring accuracy --seed 0 --output csv"
grid_of="max_depth=3,4,5,6,none; max_features=1,3,10,none; min_samples_split=2,3,10; bootstrap=true,false; criterion=gini,entropy"
hyperfine -N -w 1 -r "$runs" "$before $search --grid '$grid_of'" "$after $search --grid '$grid_of'"
uptime
