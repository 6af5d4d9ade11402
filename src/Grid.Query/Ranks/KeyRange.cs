namespace Grid.Query;

/// <summary>The least and the greatest of some keys; the other way round where there is none.</summary>
internal readonly record struct KeyRange(ulong Least, ulong Most)
{
    public static KeyRange Empty { get; } = new(ulong.MaxValue, 0);

    public bool IsEmpty => Least > Most;

    public KeyRange Union(KeyRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    public void Write(ByteWriter writer)
    {
        writer.Fixed(Least);
        writer.Fixed(Most);
    }

    public static KeyRange Read(ref ByteReader reader) => new(reader.Fixed(), reader.Fixed());
}
