using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Files of a header alone are tables without rows, as to pandas.</summary>
public sealed class NoRowsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a,b")]
    [InlineData("a,b\n")]
    [InlineData("a,b\r\n\r\n")]
    [InlineData("\uFEFFa,b\n\n\n")]
    [InlineData("\"a\",\"b\"\n")]
    [InlineData("\na,b")]
    public async Task A_header_alone_is_a_table_without_rows(string text)
    {
        var plan = await Loading.Plan(new CsvOptions(), _folder.Write("x.csv", text));
        Assert.Equal(["x.csv has a header and no rows"], plan.Notes.Items.Select(note => note.ToString()));
        var table = Loading.Load(plan);
        Assert.Equal((0, "float64, float64"), (table.Rows, table.Types));
        Assert.Equal(["a", "b"], table.Schema.Fields.Select(f => f.Name));
        Assert.Equal(plan.Bytes, plan.Splits.Sum(s => s.Length));
    }

    [Fact]
    public async Task Types_that_are_given_are_the_columns()
    {
        var options = new CsvOptions { Schema = new Schema([new Field("b", DataType.Utf8), new Field("a", DataType.Date32)]) };
        var table = await Loading.Load(options, _folder.Write("x.csv", "a,b,c\n"));
        Assert.Equal((0, "date32, utf8, float64"), (table.Rows, table.Types));
    }

    [Fact]
    public async Task Several_headers_are_one_table_and_beside_rows_they_are_not_told()
    {
        string one = _folder.Write("1.csv", "a,b\n"), two = _folder.Write("2.csv", "a,b"), three = _folder.Write("3.csv", "a,b\n1,x\n");
        var plan = await Loading.Plan(new CsvOptions(), one, two);
        Assert.Equal(["2 files have a header and no rows: 1.csv, …"], plan.Notes.Items.Select(note => note.ToString()));
        Assert.Equal(0, Loading.Load(plan).Rows);
        plan = await Loading.Plan(new CsvOptions(), one, two, three);
        Assert.Empty(plan.Notes.Items);
        Assert.Equal((1, "int64, utf8"), (Loading.Load(plan).Rows, Loading.Load(plan).Types));
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a,b\n\n")]
    public async Task A_header_alone_in_a_bucket_is_one_as_well(string text)
    {
        _folder.Write("x.csv", text);
        var bucket = Buckets.Make();
        bucket.PutAll(_folder.Path);
        Assert.Equal(0, (await Loading.Load(new CsvOptions(), bucket["x.csv"])).Rows);
    }

    [Fact]
    public async Task A_file_without_a_header_has_a_row_or_is_empty()
    {
        var options = new CsvOptions { HasHeader = false };
        Assert.Equal(1, (await Loading.Load(options, _folder.Write("x.csv", "1,2\n"))).Rows);
        string empty = _folder.Write("y.csv", "");
        Assert.Contains("is empty", (await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(options, empty))).Message);
    }
}
