using System.Globalization;
using System.IO.Compression;
using Grid.Client;
using ZstdSharp;

namespace Grid.Benchmarks;

/// <summary>The same trips in the formats that people have: made once, then kept.</summary>
/// <param name="Id">What options and the table call it.</param>
/// <param name="Title">Who made it, and how.</param>
/// <param name="Glob">Its files.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record FormatData(string Id, string Title, string Glob, long Bytes)
{
    /// <summary>All of them, CSV first.</summary>
    /// <param name="trips">The trips as CSV.</param>
    /// <param name="root">Where they are kept.</param>
    /// <param name="duckdb">Writes Parquet as DuckDB does; null where it is not there.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<FormatData>> MakeAsync(TaxiData trips, string root, Func<string, string, Task>? duckdb, CancellationToken cancellation)
    {
        string folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"formats-{trips.Rows}"));
        string[] files = [.. Directory.GetFiles(trips.Folder, "*.csv").Order(StringComparer.Ordinal)];
        var made = new List<FormatData> { Of("csv", "CSV", trips.Folder, "csv") };
        await AddAsync("csv.gz", "CSV, gzip (level 6)", part => Task.WhenAll(files.Select(file => Task.Run(() =>
        {
            using var to = new GZipStream(File.Create(Path.Combine(part, Path.GetFileName(file) + ".gz")), CompressionLevel.Optimal);
            Copy(file, to, cancellation);
        }, cancellation))));
        await AddAsync("csv.zst", "CSV, zstd (level 3)", part => Task.WhenAll(files.Select(file => Task.Run(() =>
        {
            using var to = new CompressionStream(File.Create(Path.Combine(part, Path.GetFileName(file) + ".zst")), 3);
            Copy(file, to, cancellation);
        }, cancellation))));
        await AddAsync("grid.parquet", "Parquet by Grid", async part =>
        {
            await using var grid = await GridClient.OpenAsync(cancellation: cancellation);
            await (await grid.ReadCsvAsync(trips.Folder, cancellation: cancellation)).SaveAsync(Path.Combine(part, "trips.parquet"), cancellation: cancellation);
        });
        if (duckdb is not null)
        {
            await AddAsync("snappy.parquet", "Parquet by DuckDB, snappy", part => duckdb(Path.Combine(part, "trips.parquet"), "snappy"));
            await AddAsync("zstd.parquet", "Parquet by DuckDB, zstd", part => duckdb(Path.Combine(part, "trips.parquet"), "zstd"));
        }
        return made;

        async Task AddAsync(string id, string title, Func<string, Task> make)
        {
            string whole = Path.Combine(folder, id);
            if (!Directory.Exists(whole))
            {
                string part = whole + ".unfinished";
                if (Directory.Exists(part))
                    Directory.Delete(part, recursive: true);
                Directory.CreateDirectory(part);
                await make(part);
                Directory.Move(part, whole);
            }
            made.Add(Of(id, title, whole, id[(id.LastIndexOf('.') + 1)..]));
        }
    }

    private static FormatData Of(string id, string title, string folder, string ending) =>
        new(id, title, Path.Combine(folder, $"*.{ending}"), Directory.EnumerateFiles(folder, $"*.{ending}").Sum(f => new FileInfo(f).Length));

    private static void Copy(string file, Stream to, CancellationToken cancellation)
    {
        using var from = File.OpenRead(file);
        from.CopyToAsync(to, cancellation).GetAwaiter().GetResult();
    }
}
