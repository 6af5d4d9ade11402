using Grid.Columns;

namespace Grid.Query.Tests;

public class ScanTests
{
    private static readonly Question[] Questions =
    [
        new DescribeQuestion(), new MissingQuestion(), new UniqueQuestion(), new CorrelationQuestion(), new HeadQuestion(5), new HistogramQuestion("c3", 5),
        new ValueCountsQuestion("c4"), new GroupByQuestion(["c1", "c4"], ["sum(c3)", "std(c1)", "nunique(c4)", "max(c6)"]),
        new AggregateQuestion(["mean(c3)", "nunique(c1)"]) { Transforms = [new WhereTransform("c1 in (1, 2, 3) or c4 > 'a' or c3 / 2 > 1")] },
    ];

    [Fact]
    public void Damaged_bytes_of_scans_and_states_are_told_so() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, RandomColumn.Types, rows: 60);
        var run = Execution.Start(Questions[random.Next(Questions.Length)], table.Schema);
        while (run.NextScan is { } scan)
        {
            var state = table.Tables.Select(t => scan.Compute(t, default)).Aggregate((a, b) => a.Merge(b));
            for (int damage = 0; damage < 20; damage++)
            {
                Read(() => ScanCodec.DecodeScan(Damage(random, scan.Encode())).Encode());
                Read(() => ScanCodec.DecodeState(Damage(random, state.Encode())).Encode());
            }
            run.Accept(state);
        }
    });

    [Fact]
    public void Bytes_of_another_version_or_kind_are_refused()
    {
        var scan = Execution.Start(new MissingQuestion(), new Schema([])).NextScan!;
        byte[] bytes = scan.Encode();
        byte version = bytes[1];
        bytes[1] = 99;
        Assert.Contains("version 99", Assert.Throws<CorruptDataException>(() => ScanCodec.DecodeScan(bytes)).Message);
        Assert.Contains("no kind of scan", Assert.Throws<CorruptDataException>(() => ScanCodec.DecodeScan([77, version])).Message);
        Assert.Contains("end too early", Assert.Throws<CorruptDataException>(() => ScanCodec.DecodeState([])).Message);
        Assert.Contains("left over", Assert.Throws<CorruptDataException>(() => ScanCodec.DecodeScan([.. scan.Encode(), 0])).Message);
    }

    [Fact]
    public void A_second_ask_is_answered_from_memory()
    {
        var batch = RecordBatch.From(("c", ColumnFactory.Float64(1, 2)));
        var table = new PartitionTable(batch.Schema, [batch]);
        var scan = Execution.Start(new DescribeQuestion(), batch.Schema).NextScan!;
        var first = scan.Compute(table, default);
        Assert.Same(first, ScanCodec.DecodeScan(scan.Encode()).Compute(table, default));
        Assert.NotSame(first, scan.Compute(new PartitionTable(batch.Schema, [batch]), default));
    }

    [Fact]
    public void What_is_kept_of_earlier_asks_is_bounded()
    {
        var batch = RecordBatch.From(("c", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, 50_000).Select(i => (long)i * i)])));
        var table = new PartitionTable(batch.Schema, [batch]);
        var scans = Enumerable.Range(0, 60).Select(i => Execution.Start(new DescribeQuestion([$"c + {i}"]), batch.Schema).NextScan!).ToList();
        var first = scans[0].Compute(table, default);
        foreach (var scan in scans)
            scan.Compute(table, default);
        Assert.NotSame(first, scans[0].Compute(table, default));
        var last = scans[0].Compute(table, default);
        Assert.Same(last, scans[0].Compute(table, default));
    }

    [Fact]
    public void Partials_of_wide_tables_stay_under_8_MiB()
    {
        var random = new Random(9);
        var columns = Enumerable.Range(0, 64).Select(c => ($"c{c}", (Column)ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, 9000).Select(_ => random.NextDouble())]))).ToArray();
        var batch = RecordBatch.From(columns);
        var table = new PartitionTable(batch.Schema, [batch]);
        foreach (var question in new Question[] { new DescribeQuestion(), new UniqueQuestion(), new CorrelationQuestion() })
        {
            var run = Execution.Start(question, batch.Schema);
            while (run.NextScan is { } scan)
            {
                var state = scan.Compute(table, default);
                Assert.InRange(state.Encode().Length, 1, 8 << 20);
                run.Accept(state);
            }
        }
    }

    [Fact]
    public void Threads_that_share_a_table_get_the_same_bits()
    {
        var table = new RandomTable(23, RandomColumn.Types, rows: 3000);
        string[] alone = [.. Questions.Select(q => Bits.Of(table.Ask<Answer>(q)))];
        var shared = table.Tables.Select(t => new PartitionTable(table.Schema, t.Batches, t.FirstRow)).ToList();
        Parallel.For(0, 4 * Questions.Length, i => Assert.Equal(
            alone[i % alone.Length], Bits.Of(Execution.Ask(Questions[i % alone.Length], table.Schema, shared))));
    }

    [Fact]
    public void A_cancelled_scan_stops()
    {
        var batch = RecordBatch.From(("c", ColumnFactory.Primitive<double>(DataType.Float64, new double[10_000])));
        var table = new PartitionTable(batch.Schema, [batch]);
        foreach (var question in new Question[] { new DescribeQuestion(), new CorrelationQuestion(), new GroupByQuestion(["c"], ["count()"]), new HeadQuestion() })
            Assert.Throws<OperationCanceledException>(() => Execution.Ask(question, batch.Schema, [table], new CancellationToken(true)));
    }

    [Fact]
    public void Partials_of_different_scans_do_not_merge()
    {
        var table = new RandomTable(11, RandomColumn.Types, rows: 20);
        var states = Questions.Select(q => Execution.Start(q, table.Schema).NextScan!.Compute(table.Tables[0], default)).ToList();
        Assert.Throws<ArgumentException>(() => states[0].Merge(states[3]));
        Assert.Throws<ArgumentException>(() => states[0].Merge(states[1]));
        Assert.Throws<ArgumentException>(() => states[6].Merge(states[7]));
        Assert.Throws<ArgumentException>(() => Execution.Start(Questions[0], table.Schema).Accept(states[3]));
    }

    [Fact]
    public void An_answer_before_the_last_scan_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Execution.Start(new DescribeQuestion(), new Schema([])).Finish());

    [Fact]
    public void Questions_travel_as_JSON()
    {
        foreach (var question in Questions)
        {
            string json = System.Text.Json.JsonSerializer.Serialize(question);
            var read = System.Text.Json.JsonSerializer.Deserialize<Question>(json)!;
            Assert.Equal(question.GetType(), read.GetType());
            Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read));
        }
    }

    private static byte[] Damage(Random random, byte[] bytes)
    {
        if (random.Next(3) == 0)
            return bytes[..random.Next(bytes.Length)];
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    // Damage may go unnoticed, as in a count; what must not happen is any other failure.
    private static void Read(Func<byte[]> read)
    {
        try
        {
            read();
        }
        catch (CorruptDataException fault)
        {
            Assert.Matches("^The bytes of a (scan|state) ", fault.Message);
        }
    }
}
