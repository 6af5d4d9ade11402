using System.Globalization;
using System.Text;
using Grid.Client;
using Grid.Fuzz.Damage;
using Grid.Sources;

namespace Grid.Fuzz.Readers;

/// <summary>Files of tables, read as a dataset reads them: planned, read split by split, widened.</summary>
internal static class TableTargets
{
    private static readonly CsvOptions Options = new() { SplitBytes = 4096 };

    /// <summary>Tables in files of one kind.</summary>
    /// <param name="extension">Of their names.</param>
    /// <param name="words">What readers of them look for.</param>
    public static async Task<FuzzTarget> MakeAsync(string extension, params string[] words)
    {
        string folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;
        string sound = Path.Combine(folder, "sound.csv"), damaged = Path.Combine(folder, $"damaged.{extension}");
        var seeds = new List<byte[]>();
        await using (var grid = await GridClient.OpenAsync())
        {
            foreach (int rows in (int[])[1, 3, 400])
            {
                await File.WriteAllTextAsync(sound, Csv(rows));
                string saved = Path.Combine(folder, $"sound{rows}.{extension}");
                if (extension == "csv")
                    File.Copy(sound, saved);
                else
                    await (await grid.ReadCsvAsync([sound], new CsvOptions())).SaveAsync(saved);
                seeds.Add(await File.ReadAllBytesAsync(saved));
            }
        }
        bool isParquet = extension == "parquet";
        if (isParquet)
            seeds.AddRange(ParquetSeeds.Write(folder));
        return new FuzzTarget(
            bytes =>
            {
                File.WriteAllBytes(damaged, bytes);
                Read(damaged);
            },
            fault => fault is SourceException, () => Directory.Delete(folder, recursive: true))
        {
            Seeds = seeds,
            Words = words,
            Shaped = isParquet ? ParquetDamage.Of : null,
            // A byte of a compressed file may stand for a thousand and more of text.
            Worth = extension is "csv.gz" or "csv.zst" ? 1 << 20 : 1 << 14,
        };
    }

    private static string Csv(int rows)
    {
        var text = new StringBuilder("id,fare,note,at,day,paid,far\n");
        for (int i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{(i % 7 == 0 ? "" : $"{i / 8.0}")},\"note, {i % 5}\",2017-01-02 03:04:{i % 60:00},2017-03-{1 + (i % 28):00},{(i % 2 == 0 ? "true" : "false")},{ulong.MaxValue - (ulong)i}\n");
        return text.ToString();
    }

    private static void Read(string path)
    {
        var plan = SourcePlanner.PlanAsync([path], Options, default).GetAwaiter().GetResult();
        LoadedSplit[] parts = [.. plan.Splits.Select(split => SplitReader.Read(split, plan.Schema, plan.Options, null, default))];
        if (parts.Length == 0)
            return;
        var joined = parts.Select(part => part.Schema).Aggregate(Widening.Join);
        for (int i = 0; i < parts.Length; i++)
            SplitReader.Widen(parts[i], plan.Splits[i], joined, plan.Options, null, default);
    }
}
