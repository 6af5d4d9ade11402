using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>
/// The tables of the public benchmark's joins (h2oai/db-benchmark, J1): x of N rows, and small, medium and big of N / 1,000,000 (at least ten), N / 1,000 and N, of whose
/// keys nine tenths are x's, each once; id4 to id6 are the keys id1 to id3 as texts. The same rows and share of nulls give the same bytes.
/// </summary>
internal static class JoinData
{
    private const int Least = 10;

    /// <summary>What the files of the tables begin with; they are made where they are not there yet.</summary>
    /// <param name="folder">Where they are kept.</param>
    /// <param name="rows">How many rows x has.</param>
    /// <param name="nulls">Per cent of the keys and values that are null, but of id3, by which answers are put in order.</param>
    /// <param name="cancellation">Ends it; no unfinished file stays under its name.</param>
    public static async Task<string> MakeAsync(string folder, long rows, double nulls, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string start = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"J1_{rows}_{nulls}_"));
        // The last that is written: where it is there, all are.
        if (File.Exists(PathOf(start, "x")))
            return start;
        var random = new Random(109);
        var values = new Values(random, nulls / 100);
        var own = new int[3][];
        for (int i = 0; i < own.Length; i++)
        {
            long wanted = i == 2 ? rows : rows / (i == 0 ? 1_000_000 : 1_000);
            int count = (int)Math.Max(Least, wanted), both = count * 9 / 10;
            int[] keys = [.. Enumerable.Range(1, 2 * count - both)];
            random.Shuffle(keys);
            own[i] = keys[..count];
            int[] others = [.. keys[..both], .. keys[count..]];
            random.Shuffle(others);
            await WriteAsync(PathOf(start, JoinTask.Others[i]), $"id{i + 1},id{i + 4},v2", others.Select(key => i == 2
                ? $"{key},id{key},{values.Figure()}" : $"{values.Of(key)},{values.TextOf(key)},{values.Figure()}"), cancellation);
        }
        random.Shuffle(own[2]);
        await WriteAsync(PathOf(start, "x"), "id1,id2,id3,id4,id5,id6,v1", own[2].Take((int)rows).Select(third =>
        {
            int first = own[0][random.Next(own[0].Length)], second = own[1][random.Next(own[1].Length)];
            return $"{values.Of(first)},{values.Of(second)},{third},{values.TextOf(first)},{values.TextOf(second)},id{third},{values.Figure()}";
        }), cancellation);
        return start;
    }

    /// <summary>The file of a table.</summary>
    public static string PathOf(string start, string table) => $"{start}{table}.csv";

    private static async Task WriteAsync(string path, string header, IEnumerable<string> rows, CancellationToken cancellation)
    {
        string unfinished = path + ".unfinished";
        await using (var file = new StreamWriter(unfinished, false, new UTF8Encoding(false), 1 << 20))
        {
            await file.WriteAsync(header + "\n");
            foreach (string row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                await file.WriteAsync(row + "\n");
            }
        }
        File.Move(unfinished, path, overwrite: true);
    }

    private sealed class Values(Random random, double nulls)
    {
        public string Of(int key) => IsNull() ? "" : key.ToString(CultureInfo.InvariantCulture);

        public string TextOf(int key) => IsNull() ? "" : string.Create(CultureInfo.InvariantCulture, $"id{key}");

        public string Figure()
        {
            double value = Math.Round(random.NextDouble() * 100, 6);
            return IsNull() ? "" : value.ToString("0.######", CultureInfo.InvariantCulture);
        }

        private bool IsNull() => nulls > 0 && random.NextDouble() < nulls;
    }
}
