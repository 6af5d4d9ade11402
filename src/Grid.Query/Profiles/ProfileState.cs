namespace Grid.Query;

/// <summary>Profiles of columns, of some partitions.</summary>
internal sealed class ProfileState(long rows, ColumnProfile[] columns) : AggregateState
{
    /// <summary>Rows that the filter kept.</summary>
    public long Rows => rows;

    public IReadOnlyList<ColumnProfile> Columns => columns;

    public override AggregateState Merge(AggregateState next)
    {
        if (next is not ProfileState other || other.Columns.Count != columns.Length)
            throw FromAnotherScan();
        var merged = new ColumnProfile[columns.Length];
        for (int i = 0; i < merged.Length; i++)
        {
            if (!columns[i].IsLike(other.Columns[i]))
                throw FromAnotherScan();
            merged[i] = columns[i].Merge(other.Columns[i]);
        }
        return new ProfileState(rows + other.Rows, merged);
    }

    internal override long Weight => columns.Sum(c => c.Weight);

    private protected override ScanKind Kind => ScanKind.Profile;

    private protected override void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)rows);
        writer.Count(columns.Length);
        foreach (var column in columns)
            column.Write(writer);
    }

    public static ProfileState Read(ref ByteReader reader)
    {
        long rows = reader.Long();
        var columns = new ColumnProfile[reader.Count(30)];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = ColumnProfile.Read(ref reader);
        return new ProfileState(rows, columns);
    }
}
