"""Frames: a dataset, and what shall be done to it before it is asked. Immutable, and nothing is sent before an answer is read."""


def _texts(values):
    """One text, or several, as a list; commas are part of expressions and part nothing."""
    return [values] if isinstance(values, str) else list(values)


class Answer:
    """What a question is answered by, found when it is first looked at. In a notebook it shows as a table."""

    def __init__(self, grid, command):
        self._grid, self.command, self._table = grid, command, None

    def to_arrow(self):
        """The answer as a pyarrow.Table."""
        if self._table is None:
            self._table = self._grid.read(self.command).read_all()
        return self._table

    def to_pandas(self):
        """The answer as a pandas.DataFrame."""
        return self.to_arrow().to_pandas()

    def into(self, name, path=None):
        """Makes a dataset of the answer; a path where the silos are on several machines."""
        return self._grid.into(name, self.command, path)

    def __repr__(self):
        return repr(self.to_pandas())

    def _repr_html_(self):
        return self.to_pandas()._repr_html_()


class Frame:
    """A dataset, and what shall be done to it first: joins, computed columns, conditions, steps of a preparation, an order."""

    def __init__(self, grid, dataset, computed=None, conditions=(), columns=None, words=None):
        self._grid, self.dataset = grid, dataset
        self._computed, self._conditions, self._columns, self._words = dict(computed or {}), tuple(conditions), columns, dict(words or {})

    def _with(self, **changed):
        kept = {"computed": self._computed, "conditions": self._conditions, "columns": self._columns, "words": self._words}
        return Frame(self._grid, self.dataset, **{**kept, **changed})

    def _step(self, word, value):
        if word in self._words:
            raise ValueError(f"a command has one {word}: name all of its columns at once")
        return self._with(words={**self._words, word: value})

    def join(self, other, on, how="inner", name=None):
        """Puts the columns of another dataset beside the rows: ``trips.join("zones", on="PULocationID = LocationID")``."""
        if isinstance(other, Frame) and (other._computed or other._conditions or other._columns or other._words):
            raise ValueError("the other table is a dataset as it is: put what shall be done to it first into a dataset of its own")
        one = {"dataset": other if isinstance(other, str) else other.dataset, "on": on, "how": how, **({"as": name} if name else {})}
        return self._with(words={**self._words, "join": [*self._words.get("join", []), one]})

    def fill(self, **how):
        """Puts mean, median, mode or a value where columns are missing: ``trips.fill(tolls_amount="median", airport_fee=0)``."""
        return self._step("fill", how)

    def clip(self, **bounds):
        """Brings values beyond bounds to those: ``trips.clip(fare_amount="p1..p99")``."""
        return self._step("clip", bounds)

    def scale(self, **how):
        """Scales columns by standard, minmax or robust."""
        return self._step("scale", how)

    def onehot(self, *columns):
        """Puts a column of 0 and 1 for each value in the place of these."""
        return self._step("onehot", list(columns))

    def ordinal(self, *columns):
        """Puts the position of each value in its place."""
        return self._step("ordinal", list(columns))

    def drop_nulls(self, *columns):
        """Leaves out rows in which these columns, or any, are missing."""
        return self._step("drop_nulls", list(columns) or True)

    def drop_correlated(self, limit):
        """Leaves out columns that correlate beyond this with another."""
        return self._step("drop_correlated", limit)

    def sort(self, *order):
        """Sorts the rows: columns or expressions, each with " desc" behind it where the greatest comes first."""
        return self._with(words={**self._words, "sort": list(order)})

    def where(self, *conditions):
        """Keeps the rows for which all conditions are true: ``trips.where("fare_amount > 0")``."""
        return self._with(conditions=self._conditions + conditions)

    def with_columns(self, **expressions):
        """Adds computed columns: ``trips.with_columns(share="tip_amount / fare_amount")``. They are computed before conditions are looked at."""
        return self._with(computed={**self._computed, **expressions})

    def select(self, *columns):
        """Keeps these columns, in this order."""
        return self._with(columns=list(columns))

    def command(self, **words):
        """What is sent: the words of the grid command, as JSON has them."""
        command = {"version": 1, "dataset": self.dataset}
        if self._computed:
            command["with"] = self._computed
        if self._conditions:
            command["where"] = list(self._conditions)
        command.update(self._words)
        command.update((word, value) for word, value in words.items() if value is not None)
        return command

    def _ask(self, **words):
        return Answer(self._grid, self.command(**words))

    def _of(self, columns):
        return {"columns": list(columns)} if columns else {"columns": self._columns}

    # Rows.

    def batches(self, dictionaries=False):
        """The rows as they come: a reader of pyarrow's, of about a mebibyte a batch."""
        return self._grid.read(self.command(columns=self._columns, dictionaries=dictionaries or None))

    def to_arrow(self, dictionaries=False):
        """All rows as a pyarrow.Table; texts as dictionaries where that is wanted."""
        return self.batches(dictionaries).read_all()

    def to_pandas(self):
        """All rows as a pandas.DataFrame."""
        return self.to_arrow().to_pandas()

    def head(self, rows=10, order=None, by=None, distinct=None, sample=None, seed=None):
        """The first rows: in an order, of each group, without repetition, or drawn at random."""
        return self._ask(
            head=rows, columns=self._columns, order=order and _texts(order), by=by and _texts(by),
            distinct=distinct if distinct is None or distinct is True else _texts(distinct), sample=sample, seed=seed)

    # Questions.

    def describe(self, *columns, percentiles=None):
        """Count, nulls, mean, deviation, extremes and exact percentiles of columns."""
        return self._ask(describe=True, percentiles=percentiles and list(percentiles), **self._of(columns))

    def groupby(self, *keys):
        """Groups the rows: ``trips.groupby("VendorID").agg("median(tip_amount)")``."""
        return GroupBy(self, list(keys))

    def agg(self, *aggregates):
        """Aggregates over all rows."""
        return self._ask(aggregate=list(aggregates))

    def value_counts(self, column, limit=None):
        """How often each value occurs, the most frequent first."""
        return self._ask(counts=column, limit=limit)

    def nunique(self, *columns, approx=False):
        """How many distinct values columns have; exact unless an estimate will do."""
        return self._ask(nunique=True, approx=approx or None, **self._of(columns))

    def missing(self, *columns):
        """Nulls and NaN per column."""
        return self._ask(missing=True, **self._of(columns))

    def corr(self, *columns):
        """Pearson correlation of every pair of columns."""
        return self._ask(corr=True, **self._of(columns))

    def histogram(self, column, bins=20):
        """Rows per bin of equal width."""
        return self._ask(histogram=column, bins=bins)

    def into(self, name, path=None):
        """Makes a dataset of the rows; a path where the silos are on several machines."""
        return self._grid.into(name, self.command(columns=self._columns), path)

    def tune(self, study, target, grid, **options):
        """Starts a grid search over random forests: task, features, trees, folds, scoring, seed, random."""
        return self._grid.tune(study, self, target, grid, **options)


class GroupBy:
    """Rows by keys."""

    def __init__(self, frame, keys, words=None):
        self._frame, self._keys, self._words = frame, keys, dict(words or {})

    def having(self, condition):
        """Keeps the groups for which this is true: ``count() > 10``."""
        return GroupBy(self._frame, self._keys, {**self._words, "having": condition})

    def sort(self, *order):
        """Sorts the groups: keys, aggregates and names, each with " desc" behind it where the greatest comes first."""
        return GroupBy(self._frame, self._keys, {**self._words, "order": list(order)})

    def limit(self, groups):
        """Keeps the first groups."""
        return GroupBy(self._frame, self._keys, {**self._words, "limit": groups})

    def agg(self, *aggregates):
        """Aggregates per group: ``"median(tip_amount) as tip"``."""
        return self._frame._ask(groupby=self._keys, agg=list(aggregates), **self._words)
