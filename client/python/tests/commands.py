"""Prints the commands that questions are sent as, a line each, for whoever checks them against the door's words."""

import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "standin"), os.path.dirname(here)]

import grid_client  # noqa: E402


def questions(trips):
    """One of each kind."""
    paid = trips.where("fare_amount > 0", "payment_type == 1").with_columns(share="tip_amount / fare_amount")
    yield trips
    yield paid.select("VendorID", "share")
    yield paid.groupby("VendorID", "hour(at)").having("count() > 10").sort("tip desc").limit(3).agg("median(tip_amount) as tip", "count()")
    yield trips.agg("mean(tip_amount)")
    yield trips.describe()
    yield trips.describe("fare_amount", percentiles=(0.01, 0.99))
    yield trips.select("fare_amount").describe()
    yield trips.value_counts("payment_type", limit=5)
    yield trips.nunique("PULocationID", approx=True)
    yield trips.missing()
    yield trips.corr("fare_amount", "tip_amount")
    yield trips.histogram("trip_distance", bins=12)
    yield trips.head()
    yield trips.head(5, order="fare_amount desc", by=["payment_type"])
    yield trips.head(5, distinct=True)
    yield trips.head(distinct="VendorID")
    yield trips.select("a").head(100, sample=0.01, seed=7)
    yield trips.join("zones", on="PULocationID = LocationID", how="left", name="z").groupby("Borough").agg("count()")
    yield trips.fill(tolls_amount="median", airport_fee=0).clip(fare_amount="p1..p99").scale(fare_amount="standard").describe()
    yield trips.drop_nulls().onehot("payment_type").ordinal("VendorID").drop_correlated(0.95).sort("fare_amount desc", "id")


def commands():
    """What is sent for them."""
    grid = grid_client.connect("grpc://127.0.0.1:1", token="secret")
    for asked in questions(grid["trips"]):
        asked.to_arrow()
    return [sent[1].command.decode() for sent in grid._client.sent if sent[0] == "info"]


if __name__ == "__main__":
    for command in commands():
        json.loads(command)
        print(command)
