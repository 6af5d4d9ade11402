using System.Text.Json;

namespace Grid.Columns.Tests;

/// <summary>What Grid writes, npm's apache-arrow reads, and the other way round, value by value.</summary>
public sealed class JavaScriptInteropTests(JavaScript javaScript) : IClassFixture<JavaScript>, IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-arrow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_type_with_nulls_dictionaries_and_slices_is_read_by_apache_arrow(bool file)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            var random = new RandomBatches(seed);
            RecordBatch[] batches = [.. new[] { 150, 0, 64 }.Select(rows => new RecordBatch(
                RandomBatches.EveryType, RandomBatches.EveryType.Fields.Select(f => random.Column(f.Type, rows)), rows))];
            await AssertReadsSame(file, RandomBatches.EveryType, [.. batches, batches[0].Slice(13, 100)]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_schema_without_batches_is_read_by_apache_arrow(bool file) =>
        await AssertReadsSame(file, new Schema([new Field("a", DataType.Int64, false), new Field("naïve", DataType.Utf8)]), []);

    [Theory]
    [InlineData("whole", 1)]
    [InlineData("slice", 1)]
    [InlineData("empty", null)]
    [InlineData("batches", 3)]
    [InlineData("growing", 3)]
    public async Task What_apache_arrow_writes_is_read(string name, int? batches)
    {
        Assert.SkipUnless(javaScript.Missing is null, javaScript.Missing ?? "");
        await javaScript.Script("write.mjs", _folder);
        var expected = JsonSerializer.Deserialize<Written>(File.ReadAllText(Path.Combine(_folder, $"{name}.json")), s_json)!;
        foreach (bool file in new[] { false, true })
        {
            var (schema, read) = Ipc.Read(file, File.ReadAllBytes(Path.Combine(_folder, $"{name}.{(file ? "file" : "stream")}")));
            Assert.Equal(expected.Fields.Select(f => (f.Name, f.Type)), schema.Fields.Select(f => (f.Name, TypeName(f.Type))));
            for (int i = 0; i < schema.Count; i++)
                Assert.Equal(expected.Cells[i], Cells.Of(read, i));
            if (batches is not null)
                Assert.Equal(batches, read.Count);
        }
    }

    private async Task AssertReadsSame(bool file, Schema schema, RecordBatch[] batches)
    {
        Assert.SkipUnless(javaScript.Missing is null, javaScript.Missing ?? "");
        string path = Path.Combine(_folder, "grid.arrow");
        var bytes = Ipc.Write(file, schema, batches);
        File.WriteAllBytes(path, bytes);
        // A file may bear wider codes than its batches had.
        var written = Ipc.Read(file, bytes).Schema;
        var read = JsonSerializer.Deserialize<Read>(await javaScript.Script("read.mjs", path), s_json)!;

        Assert.Equal(written.Fields.Select(f => (f.Name, TypeName(f.Type), f.Nullable)), read.Fields.Select(f => (f.Name, f.Type, f.Nullable)));
        // Where there are no batches, apache-arrow shows an empty one.
        Assert.Equal(batches.Select(b => b.Length).DefaultIfEmpty(0), read.Batches.Select(b => b.Rows));
        foreach (var (batch, other) in batches.Zip(read.Batches))
        {
            for (int i = 0; i < schema.Count; i++)
            {
                Assert.Equal(Cells.Of(batch.Columns[i]), other.Columns[i].Cells);
                Assert.Equal(batch.Columns[i].NullCount, other.Columns[i].Nulls);
            }
        }
    }

    private static string TypeName(DataType type) => type is DictionaryType { Ordered: true } ? $"{type} ordered" : $"{type}";

    private sealed record FieldSeen(string Name, string Type, bool Nullable);

    private sealed record ColumnSeen(int Nulls, IReadOnlyList<string?> Cells);

    private sealed record BatchSeen(int Rows, IReadOnlyList<ColumnSeen> Columns);

    private sealed record Read(IReadOnlyList<FieldSeen> Fields, IReadOnlyList<BatchSeen> Batches);

    private sealed record Written(IReadOnlyList<FieldSeen> Fields, IReadOnlyList<IReadOnlyList<string?>> Cells);
}
