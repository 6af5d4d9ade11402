using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>CSV files of other columns than one another are one table by the names of their columns, where that is asked for.</summary>
public sealed class ByNameTests : IDisposable
{
    private static readonly CsvOptions ByName = new() { ByName = true };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Table> Load(CsvOptions? options = null) => Loading.Load(options ?? ByName, _folder.Path);

    private async Task<string[]> Notes() =>
        [.. (await Loading.Plan(ByName, _folder.Path)).NotesOf(SourceNotes.None, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];

    [Fact]
    public async Task Columns_in_another_order_are_found_by_name()
    {
        _folder.Write("1.csv", "a,b\n1,x\n2,y\n");
        _folder.Write("2.csv", "b,a\nz,3\n");
        var table = await Load();
        Assert.Equal("int64, utf8", table.Types);
        Assert.Equal([1L, 2L, 3L], table["a"]);
        Assert.Equal(["x", "y", "z"], table["b"]);
        Assert.Empty(await Notes());
    }

    [Fact]
    public async Task What_a_file_has_not_is_null_there_and_told()
    {
        _folder.Write("1.csv", "a,when\n1,2020-01-01\n");
        _folder.Write("2.csv", "b,a,ok\nx,2,true\ny,,false\n");
        var table = await Load();
        Assert.Equal("int64, date32, utf8, bool", table.Types);
        Assert.Equal([1L, 2L, null], table["a"]);
        Assert.Equal([null, "x", "y"], table["b"]);
        Assert.Equal([null, true, false], table["ok"]);
        Assert.Equal(2, table["when"].Count(value => value is null));
        Assert.Equal(
            ["when is in 1 of 2 files, and null in the others", "b is in 1 of 2 files, and null in the others", "ok is in 1 of 2 files, and null in the others"], await Notes());
    }

    [Fact]
    public async Task Types_are_joined_and_columns_without_values_take_the_type_of_the_others()
    {
        _folder.Write("1.csv", "a,b,c\n1,,1\n2,,2\n");
        _folder.Write("2.csv", "c,b,a\nx,7,0.5\n");
        var table = await Load();
        Assert.Equal("float64, int64, utf8", table.Types);
        Assert.Equal([1.0, 2.0, 0.5], table["a"]);
        Assert.Equal([null, null, 7L], table["b"]);
        Assert.Equal(["1", "2", "x"], table["c"]);
        Assert.Equal(
            ["2 files: a float64 and int64 as float64", "2 files: b float64 (null) and int64 as int64", "2 files: c int64 and utf8 as utf8"], await Notes());
    }

    [Fact]
    public async Task What_samples_did_not_show_widens_all_files()
    {
        string rows = string.Concat(Enumerable.Range(0, 300_000).Select(i => i == 140_000 ? "n/k,1\n" : $"{i},1\n"));
        _folder.Write("1.csv", "a,b\n" + rows);
        _folder.Write("2.csv", "c,a\n1,00\n2,5\n");
        var table = await Load();
        Assert.Equal("utf8, int64, int64", table.Types);
        Assert.Equal(["n/k", "00", "5"], table["a"].Where((_, i) => i is 140_000 or >= 300_000));
    }

    [Fact]
    public async Task Days_and_months_are_told_apart_over_all_files()
    {
        _folder.Write("1.csv", "d,a\n25/03/2017,1\n");
        _folder.Write("2.csv", "b,d\n1,01/02/2017\n");
        Assert.Equal([new DateTime(2017, 3, 25), new DateTime(2017, 2, 1)], (await Load())["d"].Select(day => DateTime.UnixEpoch.AddDays(Convert.ToInt64(day, null))));
    }

    [Fact]
    public async Task Files_without_rows_lend_their_columns()
    {
        _folder.Write("1.csv", "a,b\n");
        _folder.Write("2.csv", "a\n1\n");
        var table = await Load();
        Assert.Equal([1L], table["a"]);
        Assert.Equal([null], table["b"]);
        _folder.Write("2.csv", "a,c\n");
        Assert.Equal(["a", "b", "c"], (await Load()).Schema.Fields.Select(field => field.Name));
        Assert.Equal(0, (await Load()).Rows);
    }

    [Fact]
    public async Task A_type_may_be_given_for_a_column_of_any_file()
    {
        _folder.Write("1.csv", "a\n1\n");
        _folder.Write("2.csv", "b\n02\n");
        Assert.Equal([null, "02"], (await Load(ByName with { Schema = new Schema([new Field("b", DataType.Utf8)]) }))["b"]);
        var error = await Assert.ThrowsAsync<SourceException>(() => Load(ByName with { Schema = new Schema([new Field("c", DataType.Utf8)]) }));
        Assert.EndsWith("has no column 'c', for which a type is given; its columns are a, b.", error.Message);
    }

    [Fact]
    public async Task Without_the_option_it_is_named()
    {
        _folder.Write("1.csv", "a,b\n1,x\n");
        _folder.Write("2.csv", "b,a\nz,3\n");
        var error = await Assert.ThrowsAsync<SourceException>(() => Load(new CsvOptions()));
        Assert.Contains("column 1 is 'b', but 'a' in", error.Message);
        Assert.EndsWith("load files of other columns apart, or join columns by their names (--by-name).", error.Message);
    }

    [Fact]
    public async Task Lines_of_faults_are_those_of_the_file()
    {
        _folder.Write("1.csv", "a,b\n1,x\n");
        _folder.Write("2.csv", "b,a\nz,3\n\"open,4\n");
        var error = await Assert.ThrowsAsync<SourceException>(() => Load());
        Assert.Contains("2.csv, line 3, column 'b'", error.Message);
    }
}
