using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>The numbers that JSON has not, as Python, pandas and DuckDB write them, and Grid.</summary>
public sealed class JsonLiteralTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_are_numbers_and_texts_that_look_like_them_are_texts()
    {
        string path = _folder.Write("t.jsonl", """
            {"a": NaN, "b": "NaN", "c": NaN, "d": 1}
            {"a": Infinity, "b": "say \"Infinity\" or NaN", "c": null, "d": NaN}
            {"a": -Infinity, "b": "-Infinity", "c": NaN, "d": 2}
            {"a":0.5,"b":"","c":NaN,"d":3}

            """.ReplaceLineEndings("\n"));
        var table = await Loading.Load(new CsvOptions(), path);
        Assert.Equal([DataType.Float64, DataType.Utf8, DataType.Float64, DataType.Float64], table.Schema.Fields.Select(f => f.Type));
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.5], table["a"].Cast<double>());
        Assert.Equal(["NaN", "say \"Infinity\" or NaN", "-Infinity", ""], table["b"]);
        Assert.Equal([double.NaN, null, double.NaN, double.NaN], table["c"]);
        Assert.Equal([1.0, double.NaN, 2.0, 3.0], table["d"].Cast<double>());
    }

    [Theory]
    [InlineData("{\"a\": nan}")]
    [InlineData("{\"a\": +Infinity}")]
    [InlineData("{\"a\": NaN1}")]
    [InlineData("{\"a\": 1NaN}")]
    [InlineData("{\"a\": NaN.0}")]
    [InlineData("{NaN: 1}")]
    public async Task Others_are_no_json(string line) =>
        await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), _folder.Write("t.jsonl", line + "\n")));
}
