using System.Globalization;
using System.Security.Cryptography;
using Grid.Samples;
using Grid.Sources;

namespace Grid.Cli.Tests;

public sealed class TaxiSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Same_seed_gives_the_same_bytes_whatever_the_number_of_threads()
    {
        string one = await Write("one", rows: 300_000, files: 3, threads: 1);
        string two = await Write("two", rows: 300_000, files: 3, threads: 2);
        string many = await Write("many", rows: 300_000, files: 3, threads: 9);
        Assert.Equal(Digests(one), Digests(two));
        Assert.Equal(Digests(one), Digests(many));
    }

    [Fact]
    public async Task Bytes_are_the_same_on_every_machine_and_in_every_release()
    {
        string folder = await Write("golden", rows: 200_000, files: 2, threads: 2);
        Assert.Equal(
            ["272474422221B6C8B6E0D44E7784334FE2B984782A22D3DE1BBF1A0692D53965", "2557FC20FA213A364A0B26BF6F64F840104D4E29DA4785A220843A126A3E3B89"],
            Digests(folder));
    }

    [Fact]
    public async Task Another_seed_gives_other_trips()
    {
        string one = await Write("one", rows: 1000, files: 1, threads: 1);
        string other = await Write("other", rows: 1000, files: 1, threads: 1, seed: 2);
        Assert.NotEqual(Digests(one), Digests(other));
    }

    [Fact]
    public async Task Files_are_named_by_month_and_hold_all_rows_under_the_header_of_2017()
    {
        string folder = await Write("out", rows: 1003, files: 4, threads: 2);
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(
            ["yellow_tripdata_2017-01.csv", "yellow_tripdata_2017-02.csv", "yellow_tripdata_2017-03.csv", "yellow_tripdata_2017-04.csv"],
            files.Select(Path.GetFileName));
        Assert.All(files, f => Assert.Equal(TaxiText.Header.TrimEnd(), File.ReadLines(f).First()));
        Assert.Equal(1003, files.Sum(f => File.ReadLines(f).Count() - 1));
    }

    [Fact]
    public async Task Values_lie_in_the_ranges_of_the_real_files()
    {
        var rows = Rows(await Write("out", rows: 100_000, files: 2, threads: 2));
        Assert.All(rows, cells => Assert.Equal(17, cells.Length));
        InSet(rows, 0, "1", "2");
        InSet(rows, 3, "0", "1", "2", "3", "4", "5", "6");
        InSet(rows, 5, "1", "2", "3", "4", "5", "6", "99");
        InSet(rows, 6, "N", "Y");
        InSet(rows, 9, "1", "2", "3", "4", "5");
        Assert.All(Numbers(rows, 4), v => Assert.InRange(v, 0, 250));
        Assert.All(Numbers(rows, 7).Concat(Numbers(rows, 8)), v => Assert.InRange(v, 1, 265));
        Assert.All(Numbers(rows, 10), v => Assert.InRange(v, -600, 600));
        Assert.All(rows, r => Assert.InRange((Moment(r[2]) - Moment(r[1])).TotalSeconds, 5, 4 * 3600));
        Assert.All(rows, r => Assert.Equal(2017, Moment(r[1]).Year));
        Assert.Equal(rows.Select(r => r[1][..10]).Order(StringComparer.Ordinal), rows.Select(r => r[1][..10]));
    }

    [Fact]
    public async Task Amounts_add_up_to_the_total()
    {
        foreach (string[] row in Rows(await Write("out", rows: 20_000, files: 1, threads: 2)))
            Assert.Equal(decimal.Parse(row[16]), row[10..16].Sum(decimal.Parse));
    }

    [Fact]
    public async Task Amounts_and_distances_are_written_as_the_real_files_write_them()
    {
        var rows = Rows(await Write("out", rows: 20_000, files: 1, threads: 2));
        Assert.All(rows, r => Assert.Matches(@"^\d+\.\d\d$", r[4]));
        Assert.All(rows.SelectMany(r => r[10..]), v => Assert.Matches(@"^-?\d+(\.\d?[1-9])?$", v));
        Assert.All(rows, r => Assert.Matches(@"^2017-\d\d-\d\d \d\d:\d\d:\d\d$", r[1]));
    }

    [Fact]
    public async Task Columns_depend_on_each_other_as_they_do_in_the_city()
    {
        var rows = Rows(await Write("out", rows: 100_000, files: 2, threads: 2));
        var (distance, fare, tip, total) = (Numbers(rows, 4), Numbers(rows, 10), Numbers(rows, 13), Numbers(rows, 16));
        Assert.InRange(Correlation(distance, fare), 0.85, 0.95);
        Assert.InRange(Correlation(fare, total), 0.95, 0.999);
        Assert.InRange(Correlation(fare, tip), 0.5, 0.75);
        Assert.InRange(distance.Average(), 2.9, 3.1);
        Assert.InRange(fare.Average(), 12.2, 12.7);
        Assert.All(rows.Where(r => r[9] != "1"), r => Assert.Equal("0", r[13])); // only cards' tips are booked
    }

    [Fact]
    public async Task Blanks_leave_out_their_share_of_cells_and_change_nothing_else()
    {
        var full = Rows(await Write("full", rows: 50_000, files: 2, threads: 2));
        var blank = Rows(await Write("blank", rows: 50_000, files: 2, threads: 2, missing: 0.03));
        long blanks = 0;
        foreach (var (whole, holed) in full.Zip(blank))
        {
            Assert.Equal(17, holed.Length);
            for (int i = 0; i < 17; i++)
            {
                if (holed[i].Length == 0)
                    blanks++;
                else
                    Assert.Equal(whole[i], holed[i]);
            }
        }
        Assert.Equal(0.03, blanks / (50_000 * 17.0), 0.001);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Reporter<SampleProgress>(_ => stop.Cancel());
        string folder = Path.Combine(_folder["made"], "by", "this");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TaxiSample.WriteAsync(new TaxiSampleOptions(folder, 2_000_000, 4, 1, 0, 2), progress, stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Progress_counts_every_row_and_byte()
    {
        SampleProgress last = default;
        var (paths, bytes) = await TaxiSample.WriteAsync(
            new TaxiSampleOptions(_folder["out"], 150_000, 2, 1, 0, 2), new Reporter<SampleProgress>(p => last = p), TestContext.Current.CancellationToken);
        Assert.Equal(new SampleProgress(150_000, 150_000, bytes), last);
        Assert.Equal(bytes, paths.Sum(p => new FileInfo(p).Length));
    }

    [Fact]
    public async Task A_sample_that_the_disk_has_no_room_for_is_refused_before_it_starts()
    {
        var refusal = await Assert.ThrowsAsync<SampleException>(() => Write("out", rows: 1L << 50, files: 1, threads: 1));
        Assert.Contains("GB", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Files_of_another_sample_are_not_mixed_with()
    {
        await Write("out", rows: 100, files: 3, threads: 1);
        var refusal = await Assert.ThrowsAsync<SampleException>(() => Write("out", rows: 100, files: 2, threads: 1));
        Assert.Contains("yellow_tripdata_2017-03.csv", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(_folder["out"]).Length);
    }

    [Fact]
    public async Task Files_that_stand_there_are_not_replaced()
    {
        // The real files have the same names.
        Directory.CreateDirectory(_folder["out"]);
        string real = _folder.File("out/yellow_tripdata_2017-02.csv", "VendorID\n1\n");
        var refusal = await Assert.ThrowsAsync<OutputException>(() => Write("out", rows: 100, files: 3, threads: 1));
        Assert.Equal($"{real}: a file stands here already and would be lost; name another place, or remove it first", refusal.Message);
        Assert.Equal([real], Directory.GetFileSystemEntries(_folder["out"]));
    }

    private async Task<string> Write(string name, long rows, int files, int threads, ulong seed = 1, double missing = 0)
    {
        await TaxiSample.WriteAsync(
            new TaxiSampleOptions(_folder[name], rows, files, seed, missing, threads), null, TestContext.Current.CancellationToken);
        return _folder[name];
    }

    private static string[] Digests(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))];

    private static string[][] Rows(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(f => File.ReadLines(f).Skip(1)).Select(line => line.Split(','))];

    private static double[] Numbers(string[][] rows, int column) => [.. rows.Select(r => double.Parse(r[column]))];

    private static DateTime Moment(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void InSet(string[][] rows, int column, params string[] values) =>
        Assert.Equal(values, rows.Select(r => r[column]).Distinct().OrderBy(v => v.Length).ThenBy(v => v, StringComparer.Ordinal));

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        double xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
