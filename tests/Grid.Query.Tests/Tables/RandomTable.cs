using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>A table of random columns: its rows as scalars, and the same rows as partitions of batches in random encodings.</summary>
public sealed class RandomTable
{
    public RandomTable(int seed, IReadOnlyList<DataType> types, bool wild = true, int? rows = null, int cut = 0)
    {
        var random = new Random(seed);
        Schema = new Schema(types.Select((t, i) => new Field($"c{i}", t)));
        int count = rows ?? random.Next(6) switch { 0 => 0, 1 => 1, 2 => random.Next(2, 10), 3 => random.Next(3) == 0 ? random.Next(2040, 2060) : 65, 4 => random.Next(10, 300), _ => random.Next(300, 1200) };
        Columns = [.. types.Select(t => RandomColumn.Values(random, t, count, wild))];
        // The same rows, cut and held in another way.
        if (cut != 0)
            random = new Random(seed * 31 + cut);
        int parts = random.Next(1, 6);
        int[] cuts = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.Next(count + 1)).Order(), count];
        var tables = new List<PartitionTable>();
        for (int p = 0; p < parts; p++)
        {
            int middle = random.Next(cuts[p], cuts[p + 1] + 1);
            int[] ends = random.Next(3) == 0 ? [cuts[p], middle, cuts[p + 1]] : [cuts[p], cuts[p + 1]];
            tables.Add(new PartitionTable(Schema, [.. ends.Zip(ends.Skip(1)).Select(e => Batch(random, e.First, e.Second))], cuts[p]));
        }
        Tables = tables;
    }

    public Schema Schema { get; }

    /// <summary>By column, then row.</summary>
    public Scalar[][] Columns { get; }

    public int Rows => Columns[0].Length;

    public IReadOnlyList<PartitionTable> Tables { get; }

    /// <summary>The values of a column that are neither null nor NaN, of the rows that meet a condition.</summary>
    public List<Scalar> Known(int column, Func<int, bool>? keep = null) =>
        [.. Enumerable.Range(0, Rows).Where(r => keep?.Invoke(r) ?? true).Select(r => Columns[column][r]).Where(v => !v.IsNull && !Reference.IsNaN(v))];

    /// <summary>The answer of the partitions, whose states travel as bytes and are merged in an order and grouping of their own.</summary>
    public T Ask<T>(Question question, int seed = 0) where T : Answer
    {
        var random = new Random(seed);
        var run = Execution.Start(question, Schema);
        while (run.NextScan is { } scan)
        {
            var decoded = ScanCodec.DecodeScan(scan.Encode());
            Assert.Equal(scan.Encode(), decoded.Encode());
            var states = Tables.Select(t => decoded.Compute(t, default)).ToList();
            if (seed != 0)
                states = [.. states.Select(p => ScanCodec.DecodeState(p.Encode()))];
            while (states.Count > 1)
            {
                int a = seed == 0 ? 0 : random.Next(states.Count - 1);
                int b = seed == 0 ? 1 : random.Next(a + 1, states.Count);
                var merged = random.Next(2) == 0 && seed != 0 ? states[b].Merge(states[a]) : states[a].Merge(states[b]);
                states.RemoveAt(b);
                states[a] = seed == 0 ? merged : ScanCodec.DecodeState(merged.Encode());
            }
            run.Accept(states[0]);
        }
        return Assert.IsAssignableFrom<T>(run.Finish());
    }

    private RecordBatch Batch(Random random, int start, int end)
    {
        var columns = Schema.Fields.Select((f, i) => (f.Name, RandomColumn.Encode(random, f.Type, Columns[i][start..end]))).ToArray();
        return RecordBatch.From(columns);
    }
}
