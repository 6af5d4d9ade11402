using Arrow.Flight.Foreign;
using Grid.Columns;
using Grid.Query;
using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class ReadTests(DoorFixture door)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Datasets_are_listed_with_their_columns_and_rows()
    {
        using var client = DoorClient.Of(door.Cluster);

        using var call = client.Calls.ListFlights(new Criteria(), client.Headers, cancellationToken: Token);
        var listed = await call.ResponseStream.ReadAllAsync(Token).ToDictionaryAsync(info => info.FlightDescriptor.Path.Single(), cancellationToken: Token);

        Assert.All(["many", "none", "trips", "types"], name => Assert.Contains(name, listed.Keys));
        var trips = listed["trips"];
        Assert.Equal(DoorFixture.Rows, trips.TotalRecords);
        Assert.True(trips.TotalBytes > 0);
        Assert.Equal("id: int64, vendor: int64, distance: float64, fare: float64, tip: float64, paid: utf8, at: timestamp[s]", SchemaOf(trips).ToString());
        Assert.Equal(0, listed["none"].TotalRecords);
        using var some = client.Calls.ListFlights(new Criteria { Expression = Google.Protobuf.ByteString.CopyFromUtf8("t") }, client.Headers, cancellationToken: Token);
        Assert.Equal(2, await some.ResponseStream.ReadAllAsync(Token).CountAsync(info => info.TotalRecords > 0, Token));
    }

    [Theory]
    [InlineData("""{"dataset":"trips"}""")]
    [InlineData("""{"dataset":"types"}""")]
    [InlineData("""{"dataset":"many"}""")]
    [InlineData("""{"dataset":"none"}""")]
    [InlineData("""{"version":1,"dataset":"trips","where":"fare > 20 and paid == 'card'","with":{"share":"tip / fare","hour":"hour(at)"},"columns":["share","hour","paid"]}""")]
    [InlineData("""{"dataset":"trips","where":["fare > 20","tip > 1"]}""")]
    [InlineData("""{"dataset":"trips","where":"fare < 0"}""")]
    [InlineData("""{"dataset":"types","where":"label == 'a'"}""")]
    [InlineData("""{"dataset":"trips","streams":3}""")]
    [InlineData("""{"dataset":"trips","ordered":true,"columns":["id","paid"]}""")]
    [InlineData("""{"dataset":"none","ordered":false}""")]
    [InlineData("""{"dataset":"trips","join":"many on id","where":"word != ''","columns":["id","word","fare"]}""")]
    [InlineData("""{"dataset":"trips","join":[{"dataset":"many","on":"id","how":"left","as":"m"},"semi many as q on id"],"with":{"known":"m.word"}}""")]
    [InlineData("""{"dataset":"trips","join":"anti many on id","streams":2}""")]
    [InlineData("""{"dataset":"types","fill":{"real":"median","text":"none"},"scale":{"real":"minmax"},"drop_nulls":["label"]}""")]
    [InlineData("""{"dataset":"trips","clip":{"fare":"p1..p99"},"scale":{"fare":"standard","tip":"robust"},"onehot":["paid"],"ordinal":"vendor","drop_correlated":0.9}""")]
    [InlineData("""{"dataset":"trips","sort":["paid","fare desc"],"where":"fare > 20"}""")]
    [InlineData("""{"dataset":"types","sort":"text desc"}""")]
    [InlineData("""{"dataset":"none","sort":"a"}""")]
    public async Task Rows_come_to_the_bit_as_they_are_saved(string command)
    {
        var words = CommandReader.Read(System.Text.Encoding.UTF8.GetBytes(command));
        var frame = await FrameAsync(words);
        string saved = Path.Combine(door.Cluster.Folder, $"{Guid.NewGuid():N}.arrow");
        await frame.SaveAsync(saved, cancellation: Token);
        using var client = DoorClient.Of(door.Cluster);

        var info = await client.InfoAsync(DoorClient.Command(command));
        var read = new List<string>();
        foreach (var endpoint in info.Endpoint)
            read.AddRange(Cells.OfStream(await client.StreamAsync(endpoint.Ticket)).Skip(read.Count == 0 ? 0 : 1));

        Assert.Equal(Cells.OfFile(saved), read);
        Assert.Equal(read.Count - 1, info.TotalRecords < 0 ? read.Count - 1 : info.TotalRecords);
    }

    [Fact]
    public async Task A_dataset_is_read_by_its_name_alone()
    {
        using var client = DoorClient.Of(door.Cluster);

        var batches = await client.ReadAsync(DoorClient.Path("trips"));

        Assert.Equal(DoorFixture.Rows, batches.Sum(b => b.Length));
        Assert.All(batches, batch => Assert.True(batch.ByteSize <= 2 * RowForm.BatchBytes));
    }

    [Theory]
    [InlineData("""{"dataset":"trips","groupby":["vendor","paid"],"agg":["median(tip)","count()"],"having":"count() > 10","order":["vendor desc"],"limit":3}""", 3)]
    [InlineData("""{"dataset":"trips","groupby":"paid","agg":"sum(id)","where":"fare > 10"}""", 2)]
    [InlineData("""{"dataset":"trips","aggregate":["mean(tip / fare) as share","max(at)"]}""", 1)]
    [InlineData("""{"dataset":"trips","describe":true}""", 7)]
    [InlineData("""{"dataset":"trips","describe":["fare","at"],"percentiles":[0.01,0.99]}""", 2)]
    [InlineData("""{"dataset":"trips","counts":"paid","limit":1}""", 1)]
    [InlineData("""{"dataset":"trips","nunique":["id","paid"]}""", 2)]
    [InlineData("""{"dataset":"types","missing":true}""", 9)]
    [InlineData("""{"dataset":"trips","corr":["fare","tip"]}""", null)]
    [InlineData("""{"dataset":"trips","histogram":"fare","bins":5}""", 5)]
    [InlineData("""{"dataset":"trips","head":7,"order":["fare desc"],"columns":["fare","id"]}""", 7)]
    [InlineData("""{"dataset":"trips","head":true}""", 10)]
    [InlineData("""{"dataset":"trips","head":2,"by":["paid"],"order":"tip desc"}""", 4)]
    [InlineData("""{"dataset":"trips","head":10,"distinct":["vendor"],"columns":["vendor"]}""", 2)]
    [InlineData("""{"dataset":"trips","head":true,"sample":5,"seed":7}""", 5)]
    [InlineData("""{"dataset":"none","aggregate":["sum(a)"]}""", 1)]
    [InlineData("""{"dataset":"trips","join":"many on id","groupby":["substring(word, 1, 6)"],"agg":["sum(fare)"],"order":"sum(fare) desc","limit":3}""", 3)]
    [InlineData("""{"dataset":"types","fill":{"real":0},"describe":["real","flag"]}""", 2)]
    [InlineData("""{"dataset":"trips","sort":"fare desc","head":3}""", 3)]
    public async Task Questions_are_answered_as_the_SDK_answers_them(string command, int? rows)
    {
        var words = CommandReader.Read(System.Text.Encoding.UTF8.GetBytes(command));
        var frame = await FrameAsync(words);
        var expected = AnswerBatch.Of((await frame.AskAsync(words.Question!, null, Token)).ToTable());
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, expected.Schema, leaveOpen: true))
        {
            writer.Write(expected);
            writer.Finish();
        }
        // The other silo's door, which has not found the answer.
        using DoorClient client = DoorClient.Of(door.Cluster), other = DoorClient.Of(door.Cluster, 1);

        var info = await client.InfoAsync(DoorClient.Command(command));
        byte[] there = await other.StreamAsync(info.Endpoint.Single().Ticket), here = await client.StreamAsync(info.Endpoint.Single().Ticket);

        Assert.Equal(rows ?? expected.Length, info.TotalRecords);
        Assert.Equal(Cells.OfStream(stream.ToArray()), Cells.OfStream(here));
        Assert.Equal(here, there);
        Assert.Equal(SchemaOf(info), ArrowStreamReader.Open(here).Schema);
        Assert.Equal(info.Schema, (await client.Calls.GetSchemaAsync(DoorClient.Command(command), client.Headers, cancellationToken: Token)).Schema);
    }

    [Theory]
    [InlineData("trips", "paid")]
    [InlineData("types", "text")]
    [InlineData("many", "word")]
    public async Task Texts_come_as_dictionaries_where_they_are_asked_for_each_batch_with_its_own(string dataset, string column)
    {
        using var client = DoorClient.Of(door.Cluster);

        var coded = await client.ReadAsync(DoorClient.Command($$"""{"dataset":"{{dataset}}","dictionaries":true}"""));
        var plain = await client.ReadAsync(DoorClient.Path(dataset));

        Assert.Equal(Texts(plain, column), Texts(coded, column));
        foreach (var batch in coded)
        {
            var values = Assert.IsType<DictionaryColumn>(batch.Columns[batch.Schema.IndexOf(column)]).Values;
            Assert.Equal(values.Length, Enumerable.Range(0, values.Length).Select(((Utf8Column)values).GetString).Distinct().Count());
        }
        if (dataset == "many")
            Assert.True(coded.Select(batch => ((DictionaryColumn)batch.Columns[1]).Values.Length).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Histograms_tell_what_is_in_no_bin()
    {
        using var client = DoorClient.Of(door.Cluster);

        var info = await client.InfoAsync(DoorClient.Command("""{"dataset":"types","histogram":"whole"}"""));

        Assert.Equal("""{"in_no_bin":{"nulls":1,"nan":0,"infinite":0}}""", info.AppMetadata.ToStringUtf8());
    }

    [Fact]
    public async Task Texts_of_sorted_rows_come_as_dictionaries_too()
    {
        using var client = DoorClient.Of(door.Cluster);

        var coded = await client.ReadAsync(DoorClient.Command("""{"dataset":"many","sort":"word desc","dictionaries":true}"""));
        var plain = await client.ReadAsync(DoorClient.Command("""{"dataset":"many","sort":"word desc"}"""));

        Assert.Equal(Texts(plain, "word"), Texts(coded, "word"));
    }

    private async Task<Client.GridFrame> FrameAsync(FlightCommand words)
    {
        var frame = await door.Grid.OpenDatasetAsync(words.Dataset, Token);
        foreach (var join in words.Joins)
            frame = frame.Join(await door.Grid.OpenDatasetAsync(join.Dataset, Token), join.On, join.How, join.As ?? join.Dataset);
        return frame.Apply(words.Transforms);
    }

    private static Schema SchemaOf(FlightInfo info) => ArrowStreamReader.Open(info.Schema.Memory).Schema;

    private static string?[] Texts(IReadOnlyList<RecordBatch> batches, string column) => [.. batches.SelectMany(batch =>
    {
        var text = (Utf8Column)PlainColumn.Of(batch.Columns[batch.Schema.IndexOf(column)], LogicalType.Text);
        return Enumerable.Range(0, text.Length).Select(text.GetString);
    })];
}
