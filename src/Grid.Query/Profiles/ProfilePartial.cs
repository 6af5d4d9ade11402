namespace Grid.Query;

/// <summary>Profiles of columns, of some partitions.</summary>
internal sealed class ProfilePartial(long rows, ColumnProfile[] columns) : Partial
{
    /// <summary>Rows that the filter kept.</summary>
    public long Rows => rows;

    public IReadOnlyList<ColumnProfile> Columns => columns;

    public override Partial Merge(Partial next)
    {
        if (next is not ProfilePartial other || other.Columns.Count != columns.Length)
            throw FromAnotherPass();
        var merged = new ColumnProfile[columns.Length];
        for (int i = 0; i < merged.Length; i++)
        {
            if (!columns[i].IsLike(other.Columns[i]))
                throw FromAnotherPass();
            merged[i] = columns[i].Merge(other.Columns[i]);
        }
        return new ProfilePartial(rows + other.Rows, merged);
    }

    internal override long Weight => columns.Sum(c => c.Weight);

    private protected override PassKind Kind => PassKind.Profile;

    private protected override void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)rows);
        writer.Count(columns.Length);
        foreach (var column in columns)
            column.Write(writer);
    }

    public static ProfilePartial Read(ref ByteReader reader)
    {
        long rows = reader.Long();
        var columns = new ColumnProfile[reader.Count(30)];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = ColumnProfile.Read(ref reader);
        return new ProfilePartial(rows, columns);
    }
}
