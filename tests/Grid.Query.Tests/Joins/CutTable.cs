using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Given rows, cut into partitions and batches and held in encodings that are picked by chance.</summary>
public sealed class CutTable
{
    public CutTable(IReadOnlyList<(string Name, DataType Type, Scalar[] Values)> columns, int seed, int? parts = null)
    {
        var random = new Random(seed);
        Columns = columns;
        Schema = new Schema(columns.Select(c => new Field(c.Name, c.Type)));
        int count = parts ?? random.Next(1, 6);
        int[] cuts = [0, .. Enumerable.Range(1, count - 1).Select(_ => random.Next(Rows + 1)).Order(), Rows];
        Tables = [.. cuts.Zip(cuts.Skip(1)).Select(cut =>
        {
            int middle = random.Next(cut.First, cut.Second + 1);
            int[] ends = random.Next(2) == 0 ? [cut.First, cut.Second] : [cut.First, middle, cut.Second];
            return new PartitionTable(Schema, [.. ends.Zip(ends.Skip(1)).Select(e => Batch(random, e.First, e.Second))], cut.First);
        })];
    }

    public IReadOnlyList<(string Name, DataType Type, Scalar[] Values)> Columns { get; }

    public int Rows => Columns[0].Values.Length;

    public Schema Schema { get; }

    public IReadOnlyList<PartitionTable> Tables { get; }

    /// <summary>The table as the other side of a join.</summary>
    public JoinSource AsSource(params IReadOnlyList<Transform> transforms) => new() { Id = "other", Name = "other", Schema = Schema, Transforms = transforms, Rows = Rows };

    /// <summary>What a join wants of the table.</summary>
    public JoinSide Side(JoinSideSpec spec, IReadOnlyList<Transform>? transforms = null)
    {
        var (all, columns) = spec.RowsOf(AsSource(transforms ?? []));
        var rows = FrameRows.Of(Schema, all, columns);
        return JoinSide.Build(spec, [.. Tables.SelectMany(table => rows.Take(table, default))], rows.Schema, default);
    }

    /// <summary>Asks, with states that travel as bytes and are merged in an order of their own.</summary>
    public Answer Ask(Question question, CutTable other, IReadOnlyList<Transform>? otherTransforms = null)
    {
        var run = Execution.Start(question, Schema);
        while (run.NextScan is { } scan)
        {
            var decoded = ScanCodec.DecodeScan(scan.Encode());
            Assert.Equal(scan.Encode(), decoded.Encode());
            if (decoded is JoinedScan joined)
                decoded = joined.Over([.. joined.Sides.Select(side => other.Side(side, otherTransforms))]);
            run.Accept(Tables.Select(table => ScanCodec.DecodeState(decoded.Compute(table, default).Encode())).Aggregate((a, b) => b.Merge(a)));
        }
        return run.Finish();
    }

    /// <summary>Asks with the other side cut into shares, of each of which a partition takes the rows of its keys.</summary>
    public Answer AskShares(Question question, CutTable other, int shares, IReadOnlyList<Transform>? otherTransforms = null)
    {
        var run = Execution.Start(question, Schema);
        while (run.NextScan is { } scan)
        {
            var joined = (JoinedScan)ScanCodec.DecodeScan(scan.Encode());
            var cut = joined.Sides.Select(side => other.Shares(side, shares, otherTransforms ?? [])).ToArray();
            run.Accept(Tables.Select(table =>
            {
                var sides = new List<JoinSide>();
                foreach (var side in cut)
                    sides.Add(side(joined.Demand(table, sides, shares, default)));
                return ScanCodec.DecodeState(joined.Over(sides).Compute(table, default).Encode());
            }).Aggregate((a, b) => b.Merge(a)));
        }
        return run.Finish();
    }

    private Func<JoinDemand, JoinSide> Shares(JoinSideSpec spec, int count, IReadOnlyList<Transform> transforms)
    {
        var (all, columns) = spec.RowsOf(AsSource(transforms));
        var rows = FrameRows.Of(Schema, all, columns);
        var shares = Enumerable.Range(0, count).Select(part => JoinShare.Build(
            spec, [.. Tables.SelectMany(table => rows.Take(table, default)).Select(batch => new JoinCut(spec.KeyTypes, part, count).Of(batch, rows.Schema, default))], rows.Schema, default)).ToArray();
        return demand => JoinSide.Build(spec, [.. shares.SelectMany((share, part) => demand.Of(part).SelectMany(keys => Pieces(share.Find(keys, default))))], rows.Schema, default, shares.Max(share => share.Most));
    }

    // A few rows at a time.
    private static IEnumerable<RecordBatch> Pieces(JoinShareRows found)
    {
        for (long read = 0; ;)
        {
            var (rows, isLast) = found.From(read, 200);
            read += rows.Length;
            yield return rows;
            if (isLast)
                yield break;
        }
    }

    private RecordBatch Batch(Random random, int start, int end) =>
        RecordBatch.From([.. Columns.Select(c => (c.Name, RandomColumn.Encode(random, c.Type, c.Values[start..end])))]);
}
