using System.Text;
using Grid.Abstractions;
using Grid.Columns;
using Grid.Flight;
using Grid.Query;
using Grid.Sources;

namespace Grid.Fuzz.Readers;

/// <summary>What comes in messages: scans, states, answers, commands and tickets of the Flight door, streams of Arrow.</summary>
internal static class WireTargets
{
    private static readonly Question[] Questions =
    [
        new DescribeQuestion(), new MissingQuestion(), new CorrelationQuestion(), new GroupByQuestion(["b"], ["median(c)", "sum(a)", "nunique(a)", "mode(a)", "first(c)"]) { Having = "sum(a) > 1" },
        new ValueCountsQuestion("b"), new UniqueQuestion(["a"]), new AggregateQuestion(["sum(a * 2)", "approx_nunique(b)", "corr(a, c)"]), new HistogramQuestion("c"), new HeadQuestion(3) { Order = ["c desc"] },
    ];

    /// <summary>Answers.</summary>
    public static async Task<FuzzTarget> AnswerAsync()
    {
        Answer[] answers = await AskAsync(async frame => (Answer[])
        [
            await frame.DescribeAsync(),
            await frame.GroupBy("b").AggregateAsync(["median(c)", "sum(a)", "nunique(a)"]),
            await frame.CorrelationAsync(),
        ]);
        return new(bytes => _ = new Encoded<Answer>(bytes).Value, fault => fault is CorruptDataException) { Seeds = [.. answers.Select(answer => new Encoded<Answer>(answer).Bytes)] };
    }

    /// <summary>Scans, as partitions are asked them.</summary>
    public static FuzzTarget Scan() => new(bytes => ScanCodec.DecodeScan(bytes), fault => fault is CorruptDataException) { Seeds = [.. Questions.SelectMany(Scans).Select(asked => asked.Scan.Encode())], Worth = 1 << 14 };

    /// <summary>States, as partitions send them.</summary>
    public static FuzzTarget State() => new(bytes => ScanCodec.DecodeState(bytes), fault => fault is CorruptDataException) { Seeds = [.. Questions.SelectMany(Scans).Select(asked => asked.State.Encode())], Worth = 1 << 14 };

    /// <summary>Commands.</summary>
    public static FuzzTarget Command() => new(bytes => CommandReader.Read(bytes), fault => fault is CommandException)
    {
        Seeds =
        [
            .. new[]
            {
                """{"dataset":"trips","groupby":["VendorID"],"agg":["median(tip_amount)"],"where":"fare_amount > 0"}""",
                """{"version":1,"dataset":"trips","head":5,"order":"fare_amount desc","with":{"share":"tip_amount / fare_amount"}}""",
                """{"dataset":"trips","histogram":"fare_amount","bins":20}""",
            }.Select(Encoding.UTF8.GetBytes),
        ],
        Words = ["{", "[[[[[[", "\"", "null", "1e999", "-1", "true", "\\uD800", "\"rows\"", "\"describe\"", ":"],
    };

    /// <summary>Tickets, of which none but the sound one opens anything.</summary>
    public static FuzzTarget Ticket()
    {
        var seal = new TicketSeal("token");
        byte[] sound = seal.Seal(new TicketContent("""{"dataset":"trips"}""", "load", [new PartitionRun(3, 4)]));
        return new(
            bytes =>
            {
                var content = seal.Open(bytes);
                if (!bytes.AsSpan().SequenceEqual(sound))
                    throw new InvalidOperationException($"A ticket that no silo has made stands for {content}.");
            },
            fault => fault is CommandException)
        { Seeds = [sound], Words = ["{", "\""] };
    }

    /// <summary>Streams of Arrow.</summary>
    public static FuzzTarget ArrowStream()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Int64(1, 2, 3)), ("b", ColumnFactory.Utf8("x", null, "z")), ("c", ColumnFactory.Float64(1, 2, double.NaN)));
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true))
            writer.Write(batch);
        return new(
            bytes =>
            {
                using var reader = ArrowStreamReader.Open(bytes);
                while (reader.Read() is not null)
                {
                }
            },
            fault => fault is ArrowFormatException)
        { Seeds = [stream.ToArray()], Words = ["\uFFFF"] };
    }

    private static List<(Scan Scan, AggregateState State)> Scans(Question question)
    {
        var rows = RecordBatch.From(("a", ColumnFactory.Int64(1, 2, 3, 2)), ("b", ColumnFactory.Utf8("x", null, "z", "x")), ("c", ColumnFactory.Float64(1, 2, double.NaN, 0.5)));
        var table = new PartitionTable(rows.Schema, [rows]);
        var execution = Execution.Start(question, rows.Schema);
        var asked = new List<(Scan, AggregateState)>();
        while (execution.NextScan is { } scan)
        {
            var state = scan.Compute(table, default);
            asked.Add((scan, state));
            execution.Accept(state);
        }
        return asked;
    }

    private static async Task<T> AskAsync<T>(Func<Client.GridFrame, Task<T>> ask)
    {
        string folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, "t.csv");
            await File.WriteAllTextAsync(path, "a,b,c\n1,x,2.5\n2,y,\n3,x,NaN\n");
            await using var grid = await Client.GridClient.OpenAsync();
            return await ask(await grid.ReadCsvAsync([path], new CsvOptions()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
