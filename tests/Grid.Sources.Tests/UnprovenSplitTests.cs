using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Splits of files that were thought free of quotes: they end at line breaks which may be within quotes.</summary>
public class UnprovenSplitTests
{
    private static readonly CsvOptions Options = new();
    private static readonly Schema Texts = new([new Field("a", DataType.Utf8), new Field("b", DataType.Utf8)]);

    [Fact]
    public void Rows_belong_to_the_split_they_start_in_wherever_that_is_cut() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Cut(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void Cut(Random random)
    {
        var text = new StringBuilder();
        var expected = new List<(string, string)>();
        for (int row = random.Next(1, 60); row > 0; row--)
        {
            var (a, b) = (Value(random), Value(random));
            expected.Add((a, b));
            text.Append(Quoted(a)).Append(',').Append(Quoted(b)).Append('\n');
        }
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        using var folder = new TempFolder();
        string path = folder.Write("t.csv", bytes);
        var info = new FileInfo(path);
        var splits = new List<SourceSplit>();
        int start = 0;
        while (start < bytes.Length)
        {
            int end = Math.Min(bytes.Length, start + random.Next(1, 200));
            while (end < bytes.Length && !(bytes[end - 1] == '\n' && IsSeen(bytes, start, end)))
                end++;
            splits.Add(new SourceSplit
            {
                Path = path,
                FileIndex = 0,
                FileLength = info.Length,
                Stamp = info.LastWriteTimeUtc.Ticks,
                Offset = start,
                Length = end - start,
                Proven = start == 0,
            });
            start = end;
        }
        var table = Loading.Load(new LoadPlan { Schema = Texts, Splits = splits, Options = Options, Bytes = bytes.Length });
        Assert.Equal(expected, table[0].Zip(table[1], (a, b) => ((string)a!, (string)b!)));
    }

    /// <summary>A split within a field that has no quote to show for it is not met: rows are shorter than splits.</summary>
    private static bool IsSeen(byte[] bytes, int start, int end) =>
        bytes.AsSpan(start, end - start).Contains((byte)'"') || bytes.AsSpan(0, start).Count((byte)'"') % 2 == 0;

    private static string Value(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(6) switch { 0 => "\n", 1 => ",", 2 => "\"", 3 => "1,2\n", _ => "x" }));

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny("\",\n") ? $"\"{value.Replace("\"", "\"\"")}\"" : value;

    [Fact]
    public async Task Quotes_that_no_sample_shows_are_counted_when_they_are_met()
    {
        // 24 MB in three splits; a quoted field full of line breaks lies over each place where splits meet.
        using var folder = new TempFolder();
        byte[] row = "some,text of a row of even length here\n"u8.ToArray();
        using (var file = File.Create(Path.Combine(folder.Path, "t.csv")))
        {
            file.Write("a,b\n"u8);
            for (int i = 0; i < 700_000; i++)
                file.Write(row);
        }
        string path = Path.Combine(folder.Path, "t.csv");
        var plan = await Loading.Plan(Options, path);
        Assert.Equal(3, plan.Splits.Count);
        // Written into the file after its samples are known; the plan is then given the file's new time.
        string hidden = "x,\"" + string.Concat(Enumerable.Repeat("a,b\n", 200)) + "\"\n";
        using (var file = File.OpenWrite(path))
        {
            foreach (var split in plan.Splits.Skip(1))
            {
                file.Position = split.Offset - 390;
                file.Write(Encoding.ASCII.GetBytes(hidden));
                long filled = (file.Position - 4) / row.Length * row.Length + 4 + row.Length;
                file.Write(Encoding.ASCII.GetBytes("y," + new string('z', (int)(filled - file.Position - 3)) + "\n"));
            }
        }
        long stamp = File.GetLastWriteTimeUtc(path).Ticks;
        plan = plan with { Splits = [.. plan.Splits.Select(s => s with { Stamp = stamp })] };
        Assert.All(plan.Splits.Skip(1), s => Assert.False(s.Proven));
        var table = Loading.Load(plan);
        var texts = table["b"];
        Assert.Equal(2, texts.Count(t => (string)t! == hidden[3..^2]));
        Assert.DoesNotContain(texts, t => (string)t! == "b");
        Assert.Equal(File.ReadAllText(path).Split('\n').Length - 2 - 2 * 200, table.Rows);
    }
}
