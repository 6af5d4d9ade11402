"""The exploration on pandas.   eda_pandas.py SMALL_FOLDER|- FOLDER ASKS"""
import glob
import os
import platform

import pandas as pd

from session import DATES, NUMERIC, QUARTILES, TAILS, described, run


def load(folder):
    files = sorted(glob.glob(os.path.join(folder, "*.csv")))
    return pd.concat([pd.read_csv(f, parse_dates=DATES) for f in files], ignore_index=True)


def filtered(t):
    f = t[(t.trip_distance >= 1) & (t.trip_distance <= 10) & (t.fare_amount > 0)]
    return (f.tip_amount / f.fare_amount).mean()


def operations(t):
    return {
        "describe": (lambda: t[NUMERIC].describe(percentiles=QUARTILES), described),
        "describe_tails": (lambda: t[NUMERIC].describe(percentiles=TAILS), described),
        "groupby_vendor": (lambda: t.groupby("VendorID").trip_distance.agg(["sum", "count"]),
                           lambda r: {f"{int(k)}:{c}": r.loc[k, c] for k in r.index for c in r.columns}),
        "groupby_zone": (lambda: t.groupby("PULocationID").fare_amount.agg(["mean", "count"]),
                         lambda r: {f"{int(k)}:{c}": r.loc[k, c] for k in r.index for c in r.columns}),
        "missing": (lambda: t.isnull().sum(), lambda r: r.to_dict()),
        "corr": (lambda: t[NUMERIC].corr(),
                 lambda r: {f"{a}~{b}": r.loc[a, b] for i, a in enumerate(NUMERIC) for b in NUMERIC[i + 1:]}),
        "filter_mean": (lambda: filtered(t), lambda r: {"mean": r}),
        "value_counts": (lambda: t.payment_type.value_counts(), lambda r: {str(int(k)): v for k, v in r.items()}),
    }


run(f"pandas {pd.__version__}, Python {platform.python_version()}", load, operations)
