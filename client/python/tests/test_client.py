import json
import os
import sys
import tempfile
import unittest

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "standin"), os.path.dirname(here), here]

import grid_client  # noqa: E402
from commands import commands  # noqa: E402


class Table:
    """A table as the client sees it."""

    schema = "columns"

    def __init__(self, *batches):
        self._batches = batches

    def to_batches(self):
        return self._batches

    def to_pandas(self):
        return self

    def _repr_html_(self):
        return "<table>"

    def __repr__(self):
        return "a table"


class ClientTests(unittest.TestCase):
    def setUp(self):
        self.grid = grid_client.connect("grpc://127.0.0.1:1", token="secret")
        self.client = self.grid._client
        self.client.table = Table()

    def sent(self, kind):
        return [sent[1:] for sent in self.client.sent if sent[0] == kind]

    def test_the_token_goes_with_every_call(self):
        self.client.results = [["{}"]]
        self.grid["trips"].describe().to_arrow()
        self.grid.datasets()
        self.grid.act("status")
        for sent in self.client.sent:
            self.assertEqual([(b"authorization", b"Bearer secret")], sent[-1].headers)
        self.assertEqual({"info", "get", "list", "action"}, {sent[0] for sent in self.client.sent})

    def test_words_of_a_question(self):
        trips = self.grid["trips"].where("fare > 0").with_columns(share="tip / fare")
        answer = trips.groupby("vendor").having("count() > 1").sort("tip desc").limit(3).agg("median(tip) as tip")
        self.assertEqual([], self.client.sent)
        answer.to_pandas()
        answer.to_pandas()
        (descriptor, _), = self.sent("info")
        self.assertEqual(
            {
                "version": 1, "dataset": "trips", "with": {"share": "tip / fare"}, "where": ["fare > 0"], "groupby": ["vendor"], "agg": ["median(tip) as tip"],
                "having": "count() > 1", "order": ["tip desc"], "limit": 3,
            },
            json.loads(descriptor.command))
        self.assertEqual([b"ticket"], [ticket for ticket, _ in self.sent("get")])

    def test_all_endpoints_are_read_in_their_order(self):
        self.client.tables = {b"first": Table("a", "b"), b"next": Table("c")}
        reader = self.grid.read({"dataset": "trips", "ordered": False})
        self.assertEqual("columns", reader.schema)
        self.assertEqual([], self.sent("get"))
        self.assertEqual(["a", "b", "c"], reader.read_all())
        self.assertEqual([b"first", b"next"], [ticket for ticket, _ in self.sent("get")])

    def test_every_kind_of_question(self):
        asked = [json.loads(command) for command in commands()]
        self.assertEqual({"version": 1, "dataset": "trips"}, asked[0])
        self.assertEqual(["VendorID", "share"], asked[1]["columns"])
        self.assertEqual({"version": 1, "dataset": "trips", "describe": True, "percentiles": [0.01, 0.99], "columns": ["fare_amount"]}, asked[5])
        self.assertEqual({"version": 1, "dataset": "trips", "head": 10, "distinct": ["VendorID"]}, asked[15])

    def test_frames_are_immutable(self):
        trips = self.grid["trips"]
        trips.where("a").with_columns(b="1").select("c")
        self.assertEqual({"version": 1, "dataset": "trips"}, trips.command())

    def test_rows_are_prepared_before_they_are_asked(self):
        zones = self.grid["zones"]
        trips = self.grid["trips"].join(zones, on="a = b").join("types", on="c", how="left", name="t").fill(tip=0).drop_nulls("x").sort("tip desc")
        self.assertEqual(
            {
                "version": 1, "dataset": "trips", "join": [{"dataset": "zones", "on": "a = b", "how": "inner"}, {"dataset": "types", "on": "c", "how": "left", "as": "t"}],
                "fill": {"tip": 0}, "drop_nulls": ["x"], "sort": ["tip desc"],
            },
            trips.command())
        self.assertEqual(["fill", "drop_nulls", "sort"], [word for word in trips.command() if word not in ("version", "dataset", "join")])
        with self.assertRaisesRegex(ValueError, "one fill"):
            trips.fill(other=1)

    def test_rows_and_answers_become_datasets(self):
        self.client.results = [['{"rows":1}'], ['{"rows":1}']]
        self.assertEqual("paid", self.grid["trips"].where("fare > 0").into("paid").dataset)
        self.grid["trips"].value_counts("paid").into("kinds", path="s3://bucket/kinds.arrow")
        actions = [(action.type, json.loads(action.body)) for action, _ in self.sent("action")]
        self.assertEqual(("into", {"version": 1, "dataset": "trips", "where": ["fare > 0"], "into": "paid"}), actions[0])
        self.assertEqual(("into", {"version": 1, "dataset": "trips", "counts": "paid", "into": "kinds", "path": "s3://bucket/kinds.arrow"}), actions[1])

    def test_a_notebook_shows_a_table(self):
        self.assertEqual("<table>", self.grid["trips"].describe()._repr_html_())
        self.assertEqual("a table", repr(self.grid["trips"].agg("count()")))

    def test_a_load_is_followed(self):
        self.client.results = [['{"dataset":"x"}'], ['{"done":false,"share":0.5}', '{"done":true,"share":1}']]
        told = []
        self.grid.load("x", "/data/*.csv", progress=told.append, delimiter=";")
        actions = [(action.type, json.loads(action.body)) for action, _ in self.sent("action")]
        self.assertEqual([("load", {"dataset": "x", "paths": ["/data/*.csv"], "options": {"delimiter": ";"}}), ("progress", {"dataset": "x"})], actions)
        self.assertEqual([0.5, 1], [state["share"] for state in told])

    def test_a_table_is_put_and_waited_for(self):
        table = Table()
        self.grid.put("mine", table)
        self.assertEqual([b"mine"], self.sent("put")[0][0].path)
        self.assertEqual([("write", table), ("done",), ("reply",), ("close",)], self.client.sent[1:])
        self.grid.put("mine", table, path="s3://bucket/mine.arrow")
        self.assertEqual({"dataset": "mine", "path": "s3://bucket/mine.arrow"}, json.loads(self.sent("put")[1][0].command))

    def test_a_study_is_started_and_read(self):
        self.client.results = [['{"study":"s"}'], ['{"done":true}'], ['{"best":{},"candidates":[{"rank_test_score":1}]}'], ["{}"]]
        study = self.grid["trips"].where("a > 1").tune("s", "tip", {"max_depth": [3, None]}, task="regress", trees=20)
        self.assertEqual([{"rank_test_score": 1}], study.wait().results()["candidates"])
        study.cancel()
        actions = [(action.type, json.loads(action.body)) for action, _ in self.sent("action")]
        self.assertEqual(
            ("tune", {"version": 1, "dataset": "trips", "where": ["a > 1"], "study": "s", "target": "tip", "grid": {"max_depth": [3, None]}, "task": "regress", "trees": 20}), actions[0])
        self.assertEqual([("progress", {"study": "s"}), ("study", {"study": "s"}), ("cancel", {"study": "s"})], actions[1:])

    def test_a_folder_names_a_silo_that_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "silos"))
            for name, process in (("a", os.getpid()), ("b", 2**22 + 7)):
                with open(os.path.join(folder, "silos", f"{name}.json"), "w", encoding="utf-8") as file:
                    json.dump({"Name": name, "Process": process, "Flight": f"grpc://127.0.0.1:{process}"}, file)
            with open(os.path.join(folder, "flight.token"), "w", encoding="utf-8") as file:
                file.write("secret\n")
            grid = grid_client.connect(folder)
        self.assertEqual(f"grpc://127.0.0.1:{os.getpid()}", grid._client.location)
        self.assertEqual([(b"authorization", b"Bearer secret")], grid._options.headers)

    def test_a_folder_without_silos_is_told(self):
        with self.assertRaisesRegex(ConnectionError, "grid up --cluster /none/here"):
            grid_client.connect("/none/here")


if __name__ == "__main__":
    unittest.main()
