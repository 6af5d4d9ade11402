using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Loads whole data sets as the dataset does: plan, read every split, join the types, widen.</summary>
internal static class Loading
{
    public static Task<LoadPlan> Plan(CsvOptions options, params string[] paths) =>
        SourcePlanner.PlanAsync(paths, options, TestContext.Current.CancellationToken);

    public static async Task<Table> Load(CsvOptions options, params string[] paths) => Load(await Plan(options, paths));

    public static Table Load(LoadPlan plan) => Load(plan, plan.Schema);

    /// <summary>Loads under another schema than the planned one: narrower, as if the samples had shown less.</summary>
    public static Table Load(LoadPlan plan, Schema schema)
    {
        var loaded = plan.Splits.Select(split =>
        {
            var bytes = new Sum();
            var part = SplitReader.Read(split, schema, plan.Options, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(split.Length, bytes.Total);
            return part;
        }).ToArray();
        Schema joined;
        var options = plan.Options;
        do
        {
            joined = loaded.Select(l => l.Schema).Aggregate(Widening.Join);
            (joined, options) = DateDecision.Settle(joined, loaded.Aggregate(SourceNotes.None, (notes, l) => notes.Merge(l.Notes)), options);
            for (int i = 0; i < loaded.Length; i++)
                loaded[i] = SplitReader.Widen(loaded[i], plan.Splits[i], joined, options, null, TestContext.Current.CancellationToken);
        }
        while (loaded.Any(l => !l.Schema.Equals(joined)));
        foreach (var column in loaded.SelectMany(l => l.Batches.Single().Columns))
            Cells.CheckEncoding(column);
        // A partition that is lost is read again under the types of all, and must be what it was.
        for (int i = 0; i < loaded.Length; i++)
        {
            var again = SplitReader.Read(plan.Splits[i], joined, options, null, TestContext.Current.CancellationToken);
            Assert.Equal(loaded[i].Batches.Single().Schema, again.Batches.Single().Schema);
            if (options.DayFirst.Count > 0)
                Assert.Equal(Cells.Of(loaded[i].Batches.Single().Columns[0]), Cells.Of(again.Batches.Single().Columns[0]));
            CheckSome(plan.Splits[i], joined, options, again);
        }
        return new Table(joined, loaded);
    }

    // Some of the columns can be read without the others, and are the same.
    private static void CheckSome(SourceSplit split, Schema schema, CsvOptions options, LoadedSplit all)
    {
        foreach (int column in new[] { 0, schema.Count / 2, schema.Count - 1 }.Distinct())
        {
            var one = SplitReader.Read(SplitReader.OfSome(split, schema), new Schema([schema[column]]), options, null, TestContext.Current.CancellationToken);
            Assert.Equal(all.Rows, one.Rows);
            Assert.Equal(all.Batches.Single().Schema[column], Assert.Single(one.Batches.Single().Schema.Fields));
            Assert.Equal(Cells.Of(all.Batches.Single().Columns[column]), Cells.Of(one.Batches.Single().Columns[0]));
        }
    }

    private sealed class Sum : IProgress<long>
    {
        public long Total { get; private set; }

        public void Report(long value) => Total += value;
    }
}

/// <summary>A loaded data set.</summary>
internal sealed record Table(Schema Schema, LoadedSplit[] Splits)
{
    public long Rows => Splits.Sum(s => s.Rows);

    public object?[] this[string name] => this[Schema.IndexOf(name)];

    public object?[] this[int column] => [.. Splits.SelectMany(s => Cells.Of(s.Batches.Single().Columns[column]))];

    public string Types => string.Join(", ", Schema.Fields.Select(f => f.Type));
}
