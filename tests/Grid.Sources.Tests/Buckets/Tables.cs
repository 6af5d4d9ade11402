using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Tables to be read from a disk and from a bucket, and what has come of it.</summary>
internal static class Tables
{
    /// <summary>Writes three files: a column that turns to decimals late, one that turns to text, texts with quotes and line breaks.</summary>
    public static void WriteTrips(TempFolder folder)
    {
        for (int file = 0; file < 3; file++)
        {
            var text = new StringBuilder("id,distance,zone,note,at\n");
            for (int i = 0; i < 6000; i++)
            {
                string distance = file == 1 && i == 4500 ? "2.5" : $"{i % 70}";
                string zone = file == 2 && i == 3003 ? "JFK" : $"{i % 265:D3}";
                string note = i % 7 == 0 ? $"\"a \"\"quoted\"\"\nnote, {i}\"" : i % 11 == 0 ? "" : $"plain {i % 5}";
                text.Append($"{file * 6000 + i},{distance},{zone},{note},2017-03-{1 + i % 28:D2} 08:{i % 60:D2}:00\r\n");
            }
            folder.Write($"trips/{file}.csv", text.ToString());
        }
    }

    /// <summary>All batches of a table, encodings included, as bytes.</summary>
    public static byte[] Bytes(Table table)
    {
        using var stream = new MemoryStream();
        foreach (var batch in table.Splits.SelectMany(split => split.Batches))
        {
            using var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true);
            writer.Write(batch);
            writer.Finish();
        }
        return stream.ToArray();
    }

    /// <summary>The same with the columns in a given order.</summary>
    public static byte[] Bytes(Table table, IReadOnlyList<string> names) => Bytes(new Table(
        table.Schema, [.. table.Splits.Select(split => split with { Batches = [.. split.Batches.Select(batch => Take(batch, table.Schema, names))] })]));

    private static RecordBatch Take(RecordBatch batch, Schema schema, IReadOnlyList<string> names) => new(
        new Schema(names.Select(name => batch.Schema[schema.IndexOf(name)])), [.. names.Select(name => batch.Columns[schema.IndexOf(name)])], batch.Length);

    /// <summary>Fails unless two plans have the same splits, but for where they are.</summary>
    public static void AssertSame(LoadPlan expected, LoadPlan plan)
    {
        Assert.Equal(expected.Schema, plan.Schema);
        Assert.Equal(expected.Bytes, plan.Bytes);
        Assert.Equal(
            expected.Splits.Select(s => s with { Path = Path.GetFileName(s.Path), Stamp = 0 }),
            plan.Splits.Select(s => s with { Path = Path.GetFileName(s.Path), ETag = null }));
    }
}
