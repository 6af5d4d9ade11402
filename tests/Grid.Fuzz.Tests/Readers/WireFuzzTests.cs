using System.Text;
using Grid.Abstractions;
using Grid.Columns;
using Grid.Flight;
using Grid.Query;

namespace Grid.Fuzz.Tests.Readers;

/// <summary>What comes in messages: scans, states, answers, commands and tickets of the Flight door, streams of Arrow.</summary>
public sealed class WireFuzzTests
{
    [Fact]
    public async Task A_damaged_answer_is_refused_or_read()
    {
        string folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, "t.csv");
            await File.WriteAllTextAsync(path, "a,b,c\n1,x,2.5\n2,y,\n3,x,NaN\n", TestContext.Current.CancellationToken);
            await using var grid = await Client.GridClient.OpenAsync(cancellation: TestContext.Current.CancellationToken);
            var frame = await grid.ReadCsvAsync([path], new Sources.CsvOptions(), TestContext.Current.CancellationToken);
            Answer[] answers =
            [
                await frame.DescribeAsync(cancellation: TestContext.Current.CancellationToken),
                await frame.GroupBy("b").AggregateAsync(["median(c)", "sum(a)", "nunique(a)"], TestContext.Current.CancellationToken),
                await frame.CorrelationAsync(cancellation: TestContext.Current.CancellationToken),
            ];
            Fuzzing.Run(
                "answer", [.. answers.Select(answer => new Encoded<Answer>(answer).Bytes)], [],
                bytes => _ = new Encoded<Answer>(bytes).Value, fault => fault is CorruptDataException);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_damaged_command_is_refused_or_read() => Fuzzing.Run(
        "command",
        [
            .. new[]
            {
                """{"dataset":"trips","groupby":["VendorID"],"agg":["median(tip_amount)"],"where":"fare_amount > 0"}""",
                """{"version":1,"dataset":"trips","head":5,"order":"fare_amount desc","with":{"share":"tip_amount / fare_amount"}}""",
                """{"dataset":"trips","histogram":"fare_amount","bins":20}""",
            }.Select(Encoding.UTF8.GetBytes),
        ],
        ["{", "[[[[[[", "\"", "null", "1e999", "-1", "true", "\\uD800", "\"rows\"", "\"describe\"", ":"],
        bytes => CommandReader.Read(bytes), fault => fault is CommandException);

    [Fact]
    public void A_damaged_ticket_opens_nothing()
    {
        var seal = new TicketSeal("token");
        byte[] sound = seal.Seal(new TicketContent("""{"dataset":"trips"}""", "load", 3, 4));
        Fuzzing.Run("ticket", [sound], ["{", "\""], bytes =>
        {
            var content = seal.Open(bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(sound), $"a ticket that no silo has made stands for {content}");
        }, fault => fault is CommandException);
    }

    [Fact]
    public void A_damaged_stream_of_Arrow_is_refused_or_read()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Int64(1, 2, 3)), ("b", ColumnFactory.Utf8("x", null, "z")), ("c", ColumnFactory.Float64(1, 2, double.NaN)));
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true))
            writer.Write(batch);
        Fuzzing.Run("arrow-stream", [stream.ToArray()], ["\uFFFF"], bytes =>
        {
            using var reader = ArrowStreamReader.Open(bytes);
            while (reader.Read() is not null)
            {
            }
        }, fault => fault is ArrowFormatException);
    }
}
