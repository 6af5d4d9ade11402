using Grid.Columns;

namespace Grid.Query;

/// <summary>What is wanted of the other side of a join.</summary>
public sealed record JoinSideSpec
{
    /// <summary>The <see cref="JoinSource.Id"/> of the other side.</summary>
    public required string Source { get; init; }

    /// <summary>Its keys: columns or expressions.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The type under which each key is compared.</summary>
    public required IReadOnlyList<LogicalType> KeyTypes { get; init; }

    /// <summary>The columns that are taken over.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>A name that equal ones have in common.</summary>
    public string Key
    {
        get
        {
            var writer = new ByteWriter();
            Write(writer);
            return Convert.ToBase64String(writer.ToArray());
        }
    }

    /// <summary>What to read of the source: its transforms, and the keys as columns of their own, before all others.</summary>
    /// <param name="source">The other side.</param>
    public (IReadOnlyList<Transform> Transforms, IReadOnlyList<string> Columns) RowsOf(JoinSource source) => (
        [.. source.Transforms, .. Keys.Select((key, i) => new WithColumnTransform(NameOfKey(i), key))],
        [.. Keys.Select((_, i) => NameOfKey(i)), .. Columns]);

    internal void Write(ByteWriter writer)
    {
        writer.Text(Source);
        writer.Count(Keys.Count);
        for (int i = 0; i < Keys.Count; i++)
        {
            writer.Text(Keys[i]);
            writer.Type(KeyTypes[i]);
        }
        writer.Count(Columns.Count);
        foreach (string column in Columns)
            writer.Text(column);
    }

    internal static JoinSideSpec Read(ref ByteReader reader)
    {
        string source = reader.Text();
        var keys = new string[reader.Count(2)];
        var types = new LogicalType[keys.Length];
        for (int i = 0; i < keys.Length; i++)
            (keys[i], types[i]) = (reader.Text(), reader.Type());
        var columns = new string[reader.Count()];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = reader.Text();
        return new JoinSideSpec { Source = source, Keys = keys, KeyTypes = types, Columns = columns };
    }

    // No column of a source has such a name.
    internal static string NameOfKey(int key) => $"\0key {key}";
}
