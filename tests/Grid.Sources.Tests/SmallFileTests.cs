using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Grid.Sources.Tests;

/// <summary>Many small files share partitions, and are the table that they are one by one.</summary>
public sealed class SmallFileTests : IDisposable
{
    private const int Files = 90;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Write(int file, string text, string extension = "csv") => _folder.Write($"{file:000}.{extension}", text);

    // Each file has its rows; the column a is of the values that the function tells.
    private void WriteAll(Func<int, int, string> cell)
    {
        for (int f = 0; f < Files; f++)
            Write(f, "n,a\n" + string.Concat(Enumerable.Range(0, 4).Select(row => $"{(4 * f) + row},{cell(f, row)}\n")));
    }

    /// <summary>The table by shared partitions, which must be the one of a partition a file.</summary>
    private async Task<Table> LoadAsync(CsvOptions? options = null, int partitions = 1)
    {
        var plan = await Loading.Plan(options ?? new CsvOptions(), _folder.Path);
        Assert.Equal(partitions, plan.Splits.Count);
        var together = Loading.Load(plan);
        var alone = Loading.Load(plan with { Splits = [.. plan.Splits.SelectMany(split => split.InFiles())] });
        Assert.Equal(alone.Schema, together.Schema);
        for (int column = 0; column < alone.Schema.Count; column++)
            Assert.Equal(alone[column], together[column]);
        Assert.Equal(NotesOf(plan, alone), NotesOf(plan, together));
        return together;
    }

    private static string[] NotesOf(LoadPlan plan, Table table) =>
        [.. plan.NotesOf(table.Splits.Aggregate(SourceNotes.None, (all, split) => all.Merge(split.Notes)), table.Schema, Token).Items.Select(note => note.ToString())];

    [Theory]
    [InlineData("7", "int64", "1", "2", "")]
    [InlineData("2.5", "float64", "1", "2", "")]
    [InlineData("18446744073709551615", "uint64", "1", "2")]
    [InlineData("-1", "float64", "10000000000000000000", "1")]
    [InlineData("9007199254740993", "utf8", "1.5", "2")]
    [InlineData("odd", "utf8", "1", "007", "")]
    [InlineData("0.1234567890123456789", "float64", "1.25", "-0", "nan")]
    [InlineData("", "bool", "true", "false")]
    [InlineData("2020-01-05 10:00", "timestamp[s]", "2020-01-05", "")]
    [InlineData("2020-01-05 10:00:00.123", "timestamp[ms]", "2020-01-05 10:00", "2020-01-06 00:00")]
    [InlineData("2020-01-05T10:00:00Z", "timestamp[s, UTC]", "2020-01-05T10:00:00Z", "2020-01-06T10:00:00+01:00")]
    [InlineData("ä", "utf8", "b", "", "\"a, c\"")]
    public async Task A_value_of_one_file_gives_the_column_of_all_its_type(string odd, string type, params string[] usual)
    {
        WriteAll((f, row) => f == 71 && row == 2 ? odd : usual[(f + row) % usual.Length]);
        var table = await LoadAsync();
        Assert.Equal($"int64, {type}", table.Types);
        Assert.Equal([.. Enumerable.Range(0, 4 * Files).Select(n => (object)(long)n)], table["n"]);
    }

    [Theory]
    [InlineData("05/12/2020", "25/12/2020", "date32")]
    [InlineData("05/12/2020", "12/25/2020", "date32")]
    [InlineData("25/12/2020", "12/25/2020", "utf8")]
    public async Task The_order_of_dates_is_decided_by_all_files(string usual, string odd, string type)
    {
        WriteAll((f, row) => f == 71 && row == 2 ? odd : usual);
        Assert.Equal($"int64, {type}", (await LoadAsync()).Types);
    }

    [Fact]
    public async Task Texts_and_numbers_of_all_files_are_encoded_as_those_of_one()
    {
        WriteAll((f, row) => $"{(f * 37 + row) % 50 / 4.0}");
        string whole = Path.Combine(_folder.Path, "whole.csv");
        var table = await LoadAsync();
        File.WriteAllText(whole, "n,a\n" + string.Concat(Enumerable.Range(0, Files).SelectMany(f => File.ReadLines(Path.Combine(_folder.Path, $"{f:000}.csv")).Skip(1)).Select(line => line + "\n")));
        var one = await Loading.Load(new CsvOptions(), whole);
        Assert.Equal(one.Splits.Single().Batches.Single().Schema, table.Splits.Single().Batches.Single().Schema);
        Assert.Equal(one.Splits.Single().Batches.Single().ByteSize, table.Splits.Single().Batches.Single().ByteSize);
        Assert.Equal(one["a"], table["a"]);
    }

    [Fact]
    public async Task Files_with_other_columns_and_other_orders_of_them_are_joined_by_name()
    {
        for (int f = 0; f < Files; f++)
            Write(f, (f % 3) switch { 0 => $"a,b\n{f},x\n", 1 => $"b,c,a\ny,1.5,{f}\n", _ => $"c\n{f}\n" });
        var table = await LoadAsync(new CsvOptions { ByName = true });
        Assert.Equal(["a", "b", "c"], table.Schema.Fields.Select(field => field.Name));
        Assert.Equal([0L, 1L, null, 3L], table["a"][..4]);
        Assert.Equal([null, 1.5, 2.0, null], table["c"][..4]);
    }

    [Fact]
    public async Task Formats_and_large_files_end_a_partition_and_rows_keep_their_order()
    {
        for (int f = 0; f < Files; f++)
        {
            if (f == 30)
                Write(f, "n\n" + string.Concat(Enumerable.Range(0, 60_000).Select(_ => "30000\n")));
            else if (f is 50 or 51)
                Write(f, string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{f}}}\n"), "jsonl");
            else
                Write(f, $"n\n{f}\n");
        }
        var table = await LoadAsync(partitions: 5);
        Assert.Equal([.. Enumerable.Range(0, Files).Where(f => f != 30)], table["n"].Cast<long>().Where(n => n != 30_000).Select(n => (int)n));
    }

    [Fact]
    public async Task Compressed_and_columnar_files_share_partitions_as_well()
    {
        for (int f = 0; f < Files; f++)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                gzip.Write(Encoding.UTF8.GetBytes($"n,a\n{f},{f * 0.5}\n"));
            _folder.Write($"{f:000}.csv.gz", packed.ToArray());
        }
        Assert.Equal(Files, (await LoadAsync()).Rows);
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
        for (int f = 0; f < Files; f++)
            ParquetMaker.Write(Path.Combine(_folder.Path, $"{f:000}.parquet"), ParquetSharp.Compression.Snappy, ParquetMaker.Of("n", (long)f), ParquetMaker.Of("t", $"t{f % 3}"));
        var plan = await Loading.Plan(new CsvOptions(), _folder.Path);
        Assert.True(plan.IsKnown);
        Assert.Equal(Files, plan.Splits.Sum(split => split.Count));
        Assert.Equal([.. Enumerable.Range(0, Files).Select(f => (object)(long)f)], (await LoadAsync())["n"]);
    }

    [Fact]
    public async Task A_fault_names_its_file_and_line()
    {
        WriteAll((f, row) => "1");
        Write(70, "n,a\n1,2\n3\n");
        var plan = await Loading.Plan(new CsvOptions(), _folder.Path);
        var fault = Assert.Throws<SourceException>(() => SplitReader.Read(plan.Splits.Single(), plan.Schema, plan.Options, null, Token));
        Assert.Contains(Path.Combine(_folder.Path, "070.csv"), fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_has_changed_is_named()
    {
        WriteAll((f, row) => "1");
        var plan = await Loading.Plan(new CsvOptions(), _folder.Path);
        string changed = Write(70, "n,a\n1,2\n");
        var fault = Assert.Throws<SourceException>(() => SplitReader.Read(plan.Splits.Single(), plan.Schema, plan.Options, null, Token));
        Assert.StartsWith(changed, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_found_in_its_file()
    {
        WriteAll((f, row) => "1");
        var plan = await Loading.Plan(new CsvOptions(), _folder.Path);
        Assert.Equal((Path.Combine(_folder.Path, "070.csv"), 5), RowLines.Find(plan.Splits.Single(), plan.Options, plan.Schema, (4 * 70) + 3, Token));
        Assert.Null(RowLines.Find(plan.Splits.Single(), plan.Options, plan.Schema, 4 * Files, Token));
    }

    [Fact]
    public async Task Few_files_have_partitions_of_their_own_and_splits_that_are_asked_for_are_not_exceeded()
    {
        WriteAll((f, row) => "1");
        for (int f = 64; f < Files; f++)
            File.Delete(Path.Combine(_folder.Path, $"{f:000}.csv"));
        Assert.Equal(64, (await LoadAsync(partitions: 64)).Splits.Length);
        WriteAll((f, row) => "1");
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = 256 }, _folder.Path);
        Assert.InRange(plan.Splits.Count, 5, 15);
        Assert.All(plan.Splits, split => Assert.InRange(split.Length, 1, 256));
        Assert.Equal(Enumerable.Range(0, Files), plan.Splits.SelectMany(split => split.InFiles()).Select(split => split.FileIndex));
    }
}
