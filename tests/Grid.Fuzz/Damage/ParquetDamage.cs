using System.Buffers.Binary;
using System.IO.Hashing;

namespace Grid.Fuzz.Damage;

/// <summary>
/// Damages a Parquet file as one who knows the format: a number in its footer, in a page's header, or bytes of a page, with lengths, offsets and the
/// page's checksum made right again, so that what reads it comes as far as what was changed.
/// </summary>
internal static class ParquetDamage
{
    private const int Tail = 8, RowGroups = 4, Columns = 1, ColumnData = 3, PageBytes = 3, PageChecksum = 4;

    // Of a column chunk, and of its metadata: what says where in the file something is.
    private static readonly int[] ChunkPlaces = [2, 4, 6], DataPlaces = [9, 10, 11, 14];

    /// <summary>A damaged copy; null of what is no longer Parquet.</summary>
    public static byte[]? Of(Random random, byte[] file)
    {
        try
        {
            if (file.Length < 2 * Tail || BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - Tail)) is not (> 0 and var length) || length > file.Length - 12)
                return null;
            int footerAt = file.Length - Tail - length;
            var footer = new ThriftReader(file, footerAt).Struct();
            byte[] body = file[..footerAt];
            int wounds = random.Next(4) == 0 ? random.Next(2, 5) : 1;
            for (int wound = 0; wound < wounds; wound++)
            {
                if (random.Next(3) > 0)
                    body = Page(random, body, footer);
                else
                    ThriftDamage.Wound(random, footer);
            }
            byte[] written = ThriftWriter.Bytes(footer);
            byte[] end = new byte[Tail];
            BinaryPrimitives.WriteInt32LittleEndian(end, written.Length);
            "PAR1"u8.CopyTo(end.AsSpan(sizeof(int)));
            return [.. body, .. written, .. end];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Page(Random random, byte[] body, ThriftNode footer)
    {
        int[] pages = [.. Pages(body, footer)];
        if (pages.Length == 0)
            return body;
        int at = pages[random.Next(pages.Length)];
        var reader = new ThriftReader(body, at);
        var header = reader.Struct();
        int start = reader.At, stored = (int)Math.Clamp(header.Field(PageBytes)?.Number ?? 0, 0, body.Length - start);
        byte[] page = body[start..(start + stored)];
        if (random.Next(2) == 0)
        {
            page = new Mutation(random, []).Of(page, [page]);
            // Who makes such a file has the sizes right; half of them, the checksum too.
            if (header.Field(PageBytes) is { } size)
                size.Number = page.Length;
        }
        else
            ThriftDamage.Wound(random, header);
        if (header.Field(PageChecksum) is { } sum && random.Next(4) > 0)
            sum.Number = (int)Crc32.HashToUInt32(page);
        byte[] head = ThriftWriter.Bytes(header);
        Shift(footer, at, head.Length - (start - at) + page.Length - stored);
        return [.. body[..at], .. head, .. page, .. body[(start + stored)..]];
    }

    private static IEnumerable<ThriftNode> Chunks(ThriftNode footer) =>
        (footer.Field(RowGroups)?.Children ?? []).SelectMany(group => group.Field(Columns)?.Children ?? []);

    // Where the headers of pages are: from the first of each chunk on, as far as they follow one another.
    private static IEnumerable<int> Pages(byte[] body, ThriftNode footer)
    {
        foreach (var chunk in Chunks(footer).Select(chunk => chunk.Field(ColumnData)).OfType<ThriftNode>())
        {
            long start = Math.Min(chunk.Field(11)?.Number ?? long.MaxValue, chunk.Field(9)?.Number ?? long.MaxValue), end = start + (chunk.Field(7)?.Number ?? 0);
            for (long at = start; at >= 4 && at < Math.Min(end, body.Length);)
            {
                int here = (int)at;
                if (After(body, here) is not { } next)
                    break;
                yield return here;
                at = next;
            }
        }
    }

    private static long? After(byte[] body, int at)
    {
        try
        {
            var reader = new ThriftReader(body, at);
            var header = reader.Struct();
            return header.Field(PageBytes)?.Number is >= 0 and var stored ? reader.At + stored : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // What lies behind a page that has another length now lies elsewhere, and its chunk is longer.
    private static void Shift(ThriftNode footer, int at, int by)
    {
        if (by == 0)
            return;
        foreach (var chunk in Chunks(footer))
        {
            var data = chunk.Field(ColumnData);
            long start = Math.Min(data?.Field(11)?.Number ?? long.MaxValue, data?.Field(9)?.Number ?? long.MaxValue);
            if (data?.Field(7) is { } stored && start <= at && at < start + stored.Number)
                stored.Number += by;
            foreach (var place in chunk.Children.Where(field => field.IsNumber && ChunkPlaces.Contains(field.Id)).Concat(data?.Children.Where(field => field.IsNumber && DataPlaces.Contains(field.Id)) ?? []))
                place.Number += place.Number > at ? by : 0;
        }
    }
}
