"""The exploration on dask.dataframe, one process a core.   eda_dask.py SMALL_FOLDER|- FOLDER ASKS

Dask takes column types from the first rows of the first file, where tolls are whole and nothing is blank: without
the dtypes and assume_missing below the load "succeeds" and the first use of the frame fails.
"""
import os
import platform

import dask
import dask.dataframe as dd
from distributed import Client, LocalCluster, wait

from session import DATES, NUMERIC, QUARTILES, TAILS, described, run

FLOATS = ["trip_distance", "fare_amount", "extra", "mta_tax", "tip_amount", "tolls_amount",
          "improvement_surcharge", "total_amount"]


def main():
    cores = len(os.sched_getaffinity(0))
    cluster = LocalCluster(n_workers=cores, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None)
    client = Client(cluster)

    def load(folder):
        t = client.persist(dd.read_csv(os.path.join(folder, "*.csv"), parse_dates=DATES,
                                       dtype={c: "float64" for c in FLOATS}, assume_missing=True))
        wait(t)
        return t

    def filtered(t):
        f = t[(t.trip_distance >= 1) & (t.trip_distance <= 10) & (t.fare_amount > 0)]
        return (f.tip_amount / f.fare_amount).mean()

    def groups(r):
        return {f"{int(k)}:{c}": r.loc[k, c] for k in r.index for c in r.columns}

    def operations(t):
        return {
            "describe": (lambda: t[NUMERIC].describe(percentiles=QUARTILES).compute(), described),
            "describe_tails": (lambda: t[NUMERIC].describe(percentiles=TAILS).compute(), described),
            "groupby_vendor": (lambda: t.groupby("VendorID").trip_distance.agg(["sum", "count"]).compute(), groups),
            "groupby_zone": (lambda: t.groupby("PULocationID").fare_amount.agg(["mean", "count"]).compute(), groups),
            "missing": (lambda: t.isnull().sum().compute(), lambda r: r.to_dict()),
            "corr": (lambda: t[NUMERIC].corr().compute(),
                     lambda r: {f"{a}~{b}": r.loc[a, b] for i, a in enumerate(NUMERIC) for b in NUMERIC[i + 1:]}),
            "filter_mean": (lambda: filtered(t).compute(), lambda r: {"mean": r}),
            "value_counts": (lambda: t.payment_type.value_counts().compute(), lambda r: {str(int(k)): v for k, v in r.items()}),
        }

    def close():
        client.close()
        cluster.close()

    # The same graph bears the same keys: in half a second the cluster forgets the last result.
    run(f"Dask {dask.__version__}, Python {platform.python_version()}, {cores} processes", load, operations, close, pause=0.5)


if __name__ == "__main__":
    main()
