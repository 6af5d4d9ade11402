using System.Text.Json;
using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grid.Columns;
using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class PutTests(DoorFixture door)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Tables => Path.Combine(door.Cluster.Shared, "tables");

    [Theory]
    [InlineData("trips", false)]
    [InlineData("trips", true)]
    [InlineData("types", true)]
    [InlineData("many", true)]
    [InlineData("none", false)]
    public async Task What_was_read_is_put_back_to_the_bit_and_leaves_no_file_when_it_is_dropped(string dataset, bool dictionaries)
    {
        using var client = DoorClient.Of(door.Cluster);
        string name = $"put {dataset} {dictionaries}", read = dictionaries ? $$"""{"dataset":"{{dataset}}","dictionaries":true}""" : $$"""{"dataset":"{{dataset}}"}""";
        var info = await client.InfoAsync(DoorClient.Command(read));
        var frames = new List<FlightData>();
        using (var get = client.Calls.DoGet(info.Endpoint.Single().Ticket, client.Headers, cancellationToken: Token))
            frames.AddRange(await get.ResponseStream.ReadAllAsync(Token).ToListAsync(Token));
        frames[0].FlightDescriptor = DoorClient.Path(name);

        using var told = JsonDocument.Parse((await client.PutAsync(frames)).AppMetadata.ToStringUtf8());

        Assert.Equal(name, told.RootElement.GetProperty("dataset").GetString());
        Assert.Equal(info.TotalRecords, told.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal(await CellsAsync(client, dataset), await CellsAsync(client, name));
        // Other tests put theirs meanwhile.
        string[] files = Directory.GetFiles(Tables);
        await client.ActAsync("drop", JsonSerializer.Serialize(new { dataset = name }));
        Assert.Contains(files, file => !File.Exists(file));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => client.InfoAsync(DoorClient.Path(name)))).StatusCode);
    }

    [Fact]
    public async Task A_table_goes_where_the_client_says_and_stays_there()
    {
        using var client = DoorClient.Of(door.Cluster);
        string path = Path.Combine(door.Cluster.Folder, "kept.arrow");

        await client.PutAsync(Frames([1, 2, 3], DoorClient.Command(JsonSerializer.Serialize(new { dataset = "kept", path }))));

        await client.ActAsync("drop", """{"dataset":"kept"}""");
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("binary", "is of the type binary, which Grid does not hold")]
    [InlineData("list", "is of the type list, which Grid does not hold")]
    public async Task Types_that_Grid_does_not_hold_are_refused_by_column(string type, string says)
    {
        using var client = DoorClient.Of(door.Cluster);
        using var stream = new MemoryStream();
        Apache.Arrow.Types.IArrowType arrow = type == "list" ? new Apache.Arrow.Types.ListType(Apache.Arrow.Types.Int64Type.Default) : Apache.Arrow.Types.BinaryType.Default;
        using (var writer = new Apache.Arrow.Ipc.ArrowStreamWriter(stream, new Apache.Arrow.Schema([new Apache.Arrow.Field("odd", arrow, true)], null), leaveOpen: true))
            await writer.WriteStartAsync(Token);
        byte[] header = stream.ToArray()[8..];

        var fault = await Assert.ThrowsAsync<RpcException>(() => client.PutAsync([new FlightData { FlightDescriptor = DoorClient.Path("odd"), DataHeader = ByteString.CopyFrom(header) }]));

        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Contains($"column 'odd' {says}", fault.Status.Detail, StringComparison.Ordinal);
        await RequireNothingAsync(client, "odd");
    }

    [Fact]
    public async Task What_is_no_table_is_refused_with_one_status_and_leaves_nothing()
    {
        using var client = DoorClient.Of(door.Cluster);
        var whole = Frames([1, 2, 3], DoorClient.Path("half"));
        var cut = whole[1].Clone();
        cut.DataBody = ByteString.CopyFrom(cut.DataBody.Span[..8]);
        foreach (var frames in new FlightData[][]
        {
            [],
            [new FlightData { DataHeader = whole[0].DataHeader }],
            [new FlightData { FlightDescriptor = DoorClient.Path("half"), DataHeader = ByteString.CopyFromUtf8("no flatbuffer at all, but long enough to be one") }],
            [whole[0], cut],
            [whole[0], new FlightData { DataHeader = whole[0].DataHeader }],
            [new FlightData { FlightDescriptor = DoorClient.Path("half") }],
            Frames([1, 2, 3], DoorClient.Path("half/way")),
            Frames([1, 2, 3], DoorClient.Path("half.arrow")),
            [new FlightData { FlightDescriptor = DoorClient.Command("""{"dataset":"half","path":"rel.arrow"}"""), DataHeader = whole[0].DataHeader }],
        })
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => client.PutAsync(frames));
            Assert.True(fault.StatusCode == StatusCode.InvalidArgument, $"{fault.Status}");
        }
        var taken = await Assert.ThrowsAsync<RpcException>(() => client.PutAsync(Frames([1], DoorClient.Path("trips"))));
        Assert.Equal(StatusCode.AlreadyExists, taken.StatusCode);
        await RequireNothingAsync(client, "half");
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_leaves_nothing()
    {
        using var client = DoorClient.Of(door.Cluster);
        var frames = Frames(Enumerable.Range(0, 50_000).Select(i => (long)i), DoorClient.Path("gone"));
        using (var put = client.Calls.DoPut(client.Headers, cancellationToken: Token))
        {
            foreach (var frame in frames)
                await put.RequestStream.WriteAsync(frame, Token);
        }

        await RequireNothingAsync(client, "gone");
    }

    [Fact]
    public async Task Damaged_batches_never_hurt_the_silo()
    {
        using var client = DoorClient.Of(door.Cluster);
        var random = new Random(11);
        var whole = Frames(Enumerable.Range(0, 100).Select(i => (long)i), DoorClient.Path("fuzz"));
        for (int i = 0; i < 60; i++)
        {
            var bad = whole.Select(frame => frame.Clone()).ToArray();
            var frame = bad[random.Next(bad.Length)];
            byte[] header = frame.DataHeader.ToByteArray();
            for (int k = random.Next(1, 6); k > 0; k--)
                header[random.Next(header.Length)] = (byte)random.Next(256);
            frame.DataHeader = ByteString.CopyFrom(header);
            try
            {
                await client.PutAsync(bad);
                await client.ActAsync("drop", """{"dataset":"fuzz"}""");
            }
            catch (RpcException e)
            {
                Assert.True(e.StatusCode == StatusCode.InvalidArgument, $"{e.Status}");
            }
        }
        Assert.All(door.Cluster.All, silo => Assert.True(silo.IsRunning));
    }

    private async Task RequireNothingAsync(DoorClient client, string dataset)
    {
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => client.InfoAsync(DoorClient.Path(dataset)))).StatusCode);
        if (Directory.Exists(Tables))
            await TestCluster.UntilAsync(() => !Directory.EnumerateFiles(Tables).Any(file => !file.EndsWith(".arrow", StringComparison.Ordinal)), "no half file is left");
    }

    private static async Task<IReadOnlyList<string>> CellsAsync(DoorClient client, string dataset) =>
        Cells.OfStream(await client.StreamAsync((await client.InfoAsync(DoorClient.Path(dataset))).Endpoint.Single().Ticket));

    // A schema and a batch, as a client of another house frames them.
    private static FlightData[] Frames(IEnumerable<long> values, FlightDescriptor descriptor)
    {
        var batch = RecordBatch.From(("n", ColumnFactory.Primitive<long>(DataType.Int64, [.. values])));
        var messages = new StreamMessages(batch.Schema);
        return
        [
            new FlightData { FlightDescriptor = descriptor, DataHeader = ByteString.CopyFrom(messages.Schema().Header) },
            .. messages.Of(batch).Select(m => new FlightData { DataHeader = ByteString.CopyFrom(m.Header), DataBody = ByteString.CopyFrom([.. m.Body.SelectMany(part => part.ToArray())]) }),
        ];
    }
}
