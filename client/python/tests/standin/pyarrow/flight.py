"""A stand-in for pyarrow.flight, with the signatures of its documentation, that records calls and answers from a list."""

from collections import namedtuple

Action = namedtuple("Action", "type body")
FlightCallOptions = namedtuple("FlightCallOptions", "headers")
Endpoint = namedtuple("Endpoint", "ticket")
FlightInfo = namedtuple("FlightInfo", "descriptor endpoints schema")


class FlightDescriptor(namedtuple("FlightDescriptor", "path command")):
    @staticmethod
    def for_path(*path):
        return FlightDescriptor([part.encode() for part in path], None)

    @staticmethod
    def for_command(command):
        assert isinstance(command, bytes)
        return FlightDescriptor(None, command)


class Body:
    def __init__(self, text):
        self._bytes = text.encode()

    def to_pybytes(self):
        return self._bytes


class Result:
    def __init__(self, text):
        self.body = Body(text)


class Reader:
    def __init__(self, table):
        self._table = table

    def read_all(self):
        return self._table

    def to_reader(self):
        return self._table.to_batches()


class Writer:
    def __init__(self, sent):
        self._sent = sent

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._sent.append(("close",))

    def write_table(self, table):
        self._sent.append(("write", table))

    def done_writing(self):
        self._sent.append(("done",))


class PutReader:
    def __init__(self, sent):
        self._sent = sent

    def read(self):
        self._sent.append(("reply",))


class FlightClient:
    def __init__(self, location, options):
        self.location, self.options = location, options
        self.sent, self.results, self.table = [], [], None
        self.tables = {b"ticket": None}

    def get_flight_info(self, descriptor, options):
        self.sent.append(("info", descriptor, options))
        return FlightInfo(descriptor, [Endpoint(ticket) for ticket in self.tables], "columns")

    def do_get(self, ticket, options):
        self.sent.append(("get", ticket, options))
        return Reader(self.tables[ticket] or self.table)

    def do_put(self, descriptor, schema, options):
        self.sent.append(("put", descriptor, schema, options))
        return Writer(self.sent), PutReader(self.sent)

    def do_action(self, action, options):
        self.sent.append(("action", action, options))
        return iter([Result(text) for text in self.results.pop(0)])

    def list_flights(self, criteria, options):
        self.sent.append(("list", criteria, options))
        return iter([FlightInfo(FlightDescriptor.for_path("trips"), [], "columns")])

    def close(self):
        self.sent.append(("closed",))


def connect(location, **options):
    return FlightClient(location, options)
