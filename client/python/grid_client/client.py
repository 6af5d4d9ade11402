"""The way to a grid: one of its silos' doors."""

import json
import os

from pyarrow import flight

from .frame import Answer, Frame


def connect(where, token=None, **options):
    """Connects to a grid.

    where: the folder of a cluster of this machine, or an address such as ``grpc://127.0.0.1:4711``, which takes a token.
    options: what pyarrow.flight.connect takes, such as tls_root_certs.
    """
    if "://" not in where:
        where, token = _door(where)
    return Grid(flight.connect(where, **options), token)


def _door(folder):
    """The address of a silo of a folder whose process runs, and the folder's token."""
    silos = os.path.join(folder, "silos")
    for name in sorted(os.listdir(silos) if os.path.isdir(silos) else [], reverse=True):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(silos, name), encoding="utf-8") as file:
            silo = json.load(file)
        if silo.get("Flight") and _runs(silo["Process"]):
            with open(os.path.join(folder, "flight.token"), encoding="utf-8") as file:
                return silo["Flight"], file.read().strip()
    raise ConnectionError(f"no silo of a cluster runs in {folder}: start some with 'grid up --cluster {folder}'")


def _runs(process):
    try:
        os.kill(process, 0)
        return True
    except PermissionError:
        return True
    except OSError:
        return False


class Grid:
    """A grid: its datasets, and what is done with them."""

    def __init__(self, client, token=None):
        self._client = client
        self._options = flight.FlightCallOptions(headers=[(b"authorization", f"Bearer {token}".encode())] if token else [])

    # Datasets.

    def dataset(self, name):
        """A dataset, for questions: ``grid.dataset("trips")`` or ``grid["trips"]``."""
        return Frame(self, name)

    __getitem__ = dataset

    def datasets(self):
        """The names of the datasets that are loaded."""
        return [info.descriptor.path[0].decode() for info in self._client.list_flights(b"", self._options)]

    def load(self, name, paths, wait=True, progress=None, **options):
        """Loads files of the silos' machines or of a bucket; delimiter, decimal, null and so on as ``grid load`` has them."""
        self.act("load", dataset=name, paths=[paths] if isinstance(paths, str) else list(paths), options=options)
        if wait:
            self._follow(progress, dataset=name)
        return self.dataset(name)

    def put(self, name, table, path=None):
        """Makes a dataset of a pyarrow.Table, or of a pandas.DataFrame."""
        if not hasattr(table, "to_batches"):
            import pyarrow

            table = pyarrow.Table.from_pandas(table, preserve_index=False)
        descriptor = flight.FlightDescriptor.for_path(name) if path is None else _command({"dataset": name, "path": path})
        writer, reader = self._client.do_put(descriptor, table.schema, self._options)
        with writer:
            writer.write_table(table)
            writer.done_writing()
            reader.read()
        return self.dataset(name)

    def into(self, name, command, path=None):
        """Makes a dataset of what a command asks for."""
        self.act("into", **{**command, "into": name, **({"path": path} if path else {})})
        return self.dataset(name)

    def drop(self, name):
        """Frees a dataset, and forgets it."""
        self.act("drop", dataset=name)

    # Studies.

    def tune(self, study, frame, target, grid, **options):
        """Starts a grid search over random forests, and returns at once; ``grid`` is ``{"max_depth": [3, None]}``."""
        frame = self.dataset(frame) if isinstance(frame, str) else frame
        self.act("tune", **{**frame.command(), "study": study, "target": target, "grid": grid, **options})
        return Study(self, study)

    # What all of it is made of.

    def status(self):
        """Silos, datasets and studies."""
        return self.act("status")[0]

    def ask(self, command):
        """Any command, as a dict of docs/flight.md's words."""
        return Answer(self, command)

    def read(self, command):
        """A reader of what a command asks for: of all its endpoints, one after the other, at this door."""
        info = self._client.get_flight_info(_command(command), self._options)
        if len(info.endpoints) == 1:
            return self._client.do_get(info.endpoints[0].ticket, self._options)
        import pyarrow

        readers = (self._client.do_get(endpoint.ticket, self._options) for endpoint in info.endpoints)
        return pyarrow.RecordBatchReader.from_batches(info.schema, (batch for reader in readers for batch in reader.to_reader()))

    def act(self, action, **body):
        """Does an action, and gives its results."""
        return list(self._acts(action, body))

    def _acts(self, action, body):
        for result in self._client.do_action(flight.Action(action, json.dumps(body).encode()), self._options):
            yield json.loads(result.body.to_pybytes())

    def _follow(self, progress, **what):
        for state in self._acts("progress", what):
            if progress:
                progress(state)

    def close(self):
        """Ends the connection."""
        self._client.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Study:
    """A grid search that runs, or has run."""

    def __init__(self, grid, name):
        self._grid, self.name, self._found = grid, name, None

    def wait(self, progress=None):
        """Waits until it is done; progress is told how far it is."""
        self._grid._follow(progress, study=self.name)
        return self

    def results(self):
        """``best``, and ``candidates`` in the names of scikit-learn's cv_results_; waits for them."""
        if self._found is None:
            self._found = self._grid.act("study", study=self.name)[0]
        return self._found

    def to_pandas(self):
        """The candidates as a pandas.DataFrame, the best first."""
        import pandas

        return pandas.DataFrame(self.results()["candidates"]).sort_values("rank_test_score", kind="stable", ignore_index=True)

    def cancel(self):
        """Stops it; the same search under the same name goes on where it was."""
        self._grid.act("cancel", study=self.name)

    def drop(self):
        """Forgets what it has found."""
        self._grid.act("drop", study=self.name)

    def _repr_html_(self):
        return self.to_pandas()._repr_html_()


def _command(command):
    return flight.FlightDescriptor.for_command(json.dumps(command).encode())
