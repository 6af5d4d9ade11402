#!/usr/bin/env python3
"""The answers to trips.csv as pandas gives them, in the JSON shapes of the `grid` command.   make_expected.py

trips.csv is `grid sample taxi --rows 600 --files 1 --seed 11 --missing 0.04`; expected.json was made with pandas 1.5.3.
"""
import json, os
import pandas as pd

here = os.path.dirname(os.path.abspath(__file__))
moments = ["tpep_pickup_datetime", "tpep_dropoff_datetime"]
df = pd.read_csv(os.path.join(here, "trips.csv"), parse_dates=moments)
numbers = df.select_dtypes("number")
shares = [0.01, 0.25, 0.5, 0.75, 0.99]


def known(x):
    return None if pd.isna(x) else x


def iso(t):
    return t.isoformat()


def summary(name, s):
    return dict(name=name, count=int(s.count()), nulls=int(s.isna().sum()), mean=s.mean(), std=s.std(), min=float(s.min()),
                max=float(s.max()), percentiles={str(p): float(s.quantile(p)) for p in shares})


groups = df.groupby(["VendorID", "store_and_fwd_flag"]).agg(
    sum=("trip_distance", "sum"), count=("trip_distance", "count"), mean=("fare_amount", "mean"), std=("fare_amount", "std"),
    min=("fare_amount", "min"), max=("fare_amount", "max"), nunique=("payment_type", "nunique"))
fair = df[(df.trip_distance >= 1) & (df.trip_distance <= 10) & df.payment_type.isin([1, 2]) & df.passenger_count.notna()]
out = dict(
    rows=len(df),
    describe=[summary(c, s) for c, s in numbers.items()],
    describe_moments=[dict(name=c, count=int(df[c].count()), nulls=int(df[c].isna().sum()), min=iso(df[c].min()), max=iso(df[c].max()))
                      for c in moments],
    describe_text=dict(name="store_and_fwd_flag", count=int(df.store_and_fwd_flag.count()), distinct=int(df.store_and_fwd_flag.nunique()),
                       top=df.store_and_fwd_flag.mode()[0], frequency=int(df.store_and_fwd_flag.value_counts().iloc[0])),
    groupby=[{"VendorID": int(v), "store_and_fwd_flag": f, "sum(trip_distance)": g["sum"], "count(trip_distance)": int(g["count"]),
              "mean(fare_amount)": known(g["mean"]), "std(fare_amount)": known(g["std"]), "min(fare_amount)": known(g["min"]),
              "max(fare_amount)": known(g["max"]), "nunique(payment_type)": int(g["nunique"])} for (v, f), g in groups.iterrows()],
    filter_mean=dict(where="trip_distance >= 1 and trip_distance <= 10 and payment_type in (1, 2) and not (passenger_count is null)",
                     rows=len(fair), mean=float((fair.tip_amount / fair.fare_amount).mean())),
    missing=[dict(name=c, nulls=int(n), share=n / len(df)) for c, n in df.isna().sum().items()],
    corr=dict(columns=list(numbers.columns), r=[[known(x) for x in row] for row in numbers.corr().values.tolist()],
              n=[[int((numbers[a].notna() & numbers[b].notna()).sum()) for b in numbers] for a in numbers]),
    value_counts=[dict(value=int(k), count=int(v)) for k, v in
                  sorted(df.payment_type.value_counts().items(), key=lambda kv: (-kv[1], kv[0]))],
    nunique={c: int(n) for c, n in df.nunique().items()},
)
with open(os.path.join(here, "expected.json"), "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
