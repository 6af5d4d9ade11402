using System.Buffers.Text;
using System.Globalization;

namespace Grid.Benchmarks;

/// <summary>
/// The data of the public group-by benchmark (h2oai/db-benchmark, G1): three texts and three whole numbers to group by, and three numbers.
/// The same rows, groups and share of nulls give the same bytes.
/// </summary>
internal static class TaskData
{
    private const int MostOfRow = 128;

    /// <summary>The file with the rows; made where it is not there yet.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="groups">How many values the short keys have; the long ones have rows / groups.</param>
    /// <param name="nulls">Per cent of the values that are null.</param>
    /// <param name="sorted">Whether the rows come in the order of the long keys.</param>
    /// <param name="cancellation">Ends it; nothing stays behind.</param>
    public static async Task<string> MakeAsync(string folder, long rows, int groups, double nulls, bool sorted, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"G1_{rows}_{groups}_{nulls}_{(sorted ? 1 : 0)}.csv"));
        if (File.Exists(path))
            return path;
        string unfinished = path + ".unfinished";
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            Write(file, rows, groups, nulls / 100, sorted, cancellation);
        File.Move(unfinished, path);
        return path;
    }

    private static void Write(FileStream file, long rows, int groups, double nulls, bool sorted, CancellationToken cancellation)
    {
        file.Write("id1,id2,id3,id4,id5,id6,v1,v2,v3\n"u8);
        var random = new Random(108);
        long many = Math.Max(1, rows / groups);
        var buffer = new byte[1 << 16];
        int used = 0;
        for (long row = 0; row < rows; row++)
        {
            if ((row & 0xFFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            if (used + MostOfRow > buffer.Length)
            {
                file.Write(buffer.AsSpan(0, used));
                used = 0;
            }
            long place = sorted ? 1 + row * many / rows : 0;
            Text(random.Next(groups) + 1, 'D', 3);
            Text(random.Next(groups) + 1, 'D', 3);
            Text(sorted ? place : random.NextInt64(many) + 1, 'D', 10);
            Number(random.Next(groups) + 1);
            Number(random.Next(groups) + 1);
            Number(sorted ? place : random.NextInt64(many) + 1);
            Number(random.Next(5) + 1);
            Number(random.Next(15) + 1);
            double v3 = Math.Round(random.NextDouble() * 100, 6);
            if (!IsNull())
                used += Format(v3, buffer.AsSpan(used));
            buffer[used++] = (byte)'\n';
        }
        file.Write(buffer.AsSpan(0, used));

        bool IsNull() => nulls > 0 && random.NextDouble() < nulls;

        void Text(long value, char format, byte digits)
        {
            if (!IsNull())
            {
                "id"u8.CopyTo(buffer.AsSpan(used));
                Utf8Formatter.TryFormat(value, buffer.AsSpan(used + 2), out int length, new System.Buffers.StandardFormat(format, digits));
                used += 2 + length;
            }
            buffer[used++] = (byte)',';
        }

        void Number(long value)
        {
            if (!IsNull())
            {
                Utf8Formatter.TryFormat(value, buffer.AsSpan(used), out int length);
                used += length;
            }
            buffer[used++] = (byte)',';
        }
    }

    private static int Format(double value, Span<byte> to)
    {
        value.TryFormat(to, out int length, "0.######", CultureInfo.InvariantCulture);
        return length;
    }
}
