namespace Grid.Query;

/// <summary>A look at some of a column's values: at those of a range of keys, bit by bit, or at those whose hashes fall into a slice.</summary>
/// <param name="Range">The keys; empty where the look goes by hashes.</param>
/// <param name="Slice">The slice.</param>
/// <param name="Slices">How many slices there are.</param>
internal readonly record struct DistinctLook(KeyRange Range, int Slice, int Slices)
{
    private const ulong MostKeys = 1UL << 32;

    /// <summary>A look at a range.</summary>
    public static DistinctLook At(KeyRange range) => new(range, 0, 1);

    /// <summary>A look at a slice.</summary>
    public static DistinctLook At(int slice, int slices) => new(KeyRange.Empty, slice, slices);

    public void Write(ByteWriter writer)
    {
        Range.Write(writer);
        writer.Count(Slice);
        writer.Count(Slices);
    }

    public static DistinctLook Read(ref ByteReader reader)
    {
        var look = new DistinctLook(KeyRange.Read(ref reader), reader.Within(0, int.MaxValue), reader.Within(1, int.MaxValue));
        return look.Slice < look.Slices && (look.Range.IsEmpty || look.Range.Most - look.Range.Least < MostKeys)
            ? look
            : throw reader.Corrupt("a look at distinct values is out of range");
    }
}
