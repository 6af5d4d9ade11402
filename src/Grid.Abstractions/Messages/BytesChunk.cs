namespace Grid.Abstractions;

/// <summary>A part of something that is too long for one message.</summary>
/// <param name="Bytes">The part.</param>
/// <param name="IsLast">Whether nothing follows.</param>
[GenerateSerializer, Immutable, Alias("Grid.BytesChunk")]
public sealed record BytesChunk([property: Id(0)] byte[] Bytes, [property: Id(1)] bool IsLast)
{
    /// <summary>Bytes in a part: well below the 8 MiB that a message may have.</summary>
    public const int Size = 4 << 20;

    /// <summary>A part of some bytes.</summary>
    public static BytesChunk Of(byte[] all, int index)
    {
        long start = (long)index * Size;
        return all.Length <= Size && index == 0
            ? new BytesChunk(all, true)
            : new BytesChunk(all.AsSpan((int)start, (int)Math.Min(Size, all.Length - start)).ToArray(), start + Size >= all.Length);
    }

    /// <summary>Reads all parts, one after the other.</summary>
    public static async Task<byte[]> ReadAllAsync(Func<int, Task<BytesChunk>> read)
    {
        var first = await read(0).ConfigureAwait(false);
        if (first.IsLast)
            return first.Bytes;
        using var all = new MemoryStream();
        all.Write(first.Bytes);
        for (int i = 1; ; i++)
        {
            var next = await read(i).ConfigureAwait(false);
            all.Write(next.Bytes);
            if (next.IsLast)
                return all.ToArray();
        }
    }
}
