using System.Text;
using Grid.Client;
using Grid.Sources;

namespace Grid.Fuzz.Tests.Readers;

/// <summary>Files of tables, read as a dataset reads them: planned, read split by split, widened.</summary>
public sealed class TableFuzzTests : IDisposable
{
    private static readonly CsvOptions Options = new() { SplitBytes = 4096 };

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("csv", "\"", ",", "\n", "\r", "NaN", "1e999", "9223372036854775808", "18446744073709551616", "2017-02-30", "0001-01-01T00:00+14:00", "\uFEFF", "\0")]
    [InlineData("jsonl", "{", "[[[[[[[[", "\"", "\\u", "\\uD800", ":", "null", "1e999", "-0", "{\"a\":{\"b\":1}}", "\n")]
    [InlineData("parquet", "PAR1", "PARE", "\u0015\u0004\u0015", "\u0019\u00fc")]
    [InlineData("arrow", "ARROW1", "\uFFFF")]
    [InlineData("csv.gz", "\u001f", "\0\0\0\0")]
    [InlineData("csv.zst", "(\u00b5/", "\0\0\0\0")]
    public async Task A_damaged_file_is_read_or_refused(string extension, params string[] words)
    {
        string sound = Path.Combine(_folder, "sound.csv"), damaged = Path.Combine(_folder, $"damaged.{extension}");
        var seeds = new List<byte[]>();
        await using (var grid = await GridClient.OpenAsync(cancellation: Token))
        {
            foreach (int rows in (int[])[1, 3, 400])
            {
                await File.WriteAllTextAsync(sound, Csv(rows), Token);
                string saved = Path.Combine(_folder, $"sound{rows}.{extension}");
                if (extension == "csv")
                    File.Copy(sound, saved);
                else
                    await (await grid.ReadCsvAsync([sound], new CsvOptions(), Token)).SaveAsync(saved, cancellation: Token);
                seeds.Add(await File.ReadAllBytesAsync(saved, Token));
            }
        }

        Fuzzing.Run(extension, seeds, words, bytes =>
        {
            File.WriteAllBytes(damaged, bytes);
            Read(damaged);
        }, fault => fault is SourceException);
    }

    private static string Csv(int rows)
    {
        var text = new StringBuilder("id,fare,note,at,day,paid,far\n");
        for (int i = 0; i < rows; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{(i % 7 == 0 ? "" : $"{i / 8.0}")},\"note, {i % 5}\",2017-01-02 03:04:{i % 60:00},2017-03-{1 + (i % 28):00},{(i % 2 == 0 ? "true" : "false")},{ulong.MaxValue - (ulong)i}\n");
        return text.ToString();
    }

    private static void Read(string path)
    {
        var plan = SourcePlanner.PlanAsync([path], Options, Token).GetAwaiter().GetResult();
        LoadedSplit[] parts = [.. plan.Splits.Select(split => SplitReader.Read(split, plan.Schema, plan.Options, null, Token))];
        if (parts.Length == 0)
            return;
        var joined = parts.Select(part => part.Schema).Aggregate(Widening.Join);
        for (int i = 0; i < parts.Length; i++)
            SplitReader.Widen(parts[i], plan.Splits[i], joined, plan.Options, null, Token);
    }
}
