namespace Grid.Columns;

/// <summary>
/// The dictionaries of a stream or file as they have arrived. Arrow allows in a dictionary what Grid's columns do not:
/// nulls, repeated values, and an "ordered" whose order is the sender's own. Such a dictionary is made over once, and
/// the codes that point into it are given their new numbers.
/// </summary>
internal sealed class DictionaryStore
{
    private readonly Dictionary<long, Entry> _entries = [];

    public DictionaryStore(IEnumerable<ColumnLayout> columns, long position)
    {
        foreach (var column in columns.Where(c => c.DictionaryId >= 0))
        {
            var type = (DictionaryType)column.Field.Type;
            if (!_entries.TryGetValue(column.DictionaryId, out var entry))
                _entries.Add(column.DictionaryId, entry = new Entry(column.Values));
            else if (entry.Layout.Field.Type != type.Value || entry.Layout.Text != column.Text)
                throw new ArrowFormatException($"columns '{entry.Layout.Field.Name}' and '{column.Field.Name}' share a dictionary and differ in type", position);
            entry.IsOrdered |= type.Ordered;
        }
    }

    /// <summary>Which dictionary a message of kind dictionary is of.</summary>
    public static long IdOf(ReceivedMessage message) => message.Content().Int64(0);

    /// <summary>Takes in a dictionary message.</summary>
    /// <param name="message">A message of kind dictionary.</param>
    /// <param name="mayReplace">Whether a dictionary may come a second time, as in a stream, or not, as in a file.</param>
    public void Add(ReceivedMessage message, bool mayReplace)
    {
        var table = message.Content();
        long id = table.Int64(0);
        if (!_entries.TryGetValue(id, out var entry))
            throw new ArrowFormatException($"dictionary {id} belongs to no column", message.HeaderPosition);
        string name = entry.Layout.Field.Name;
        if (!table.TryTable(1, out var data))
            throw new ArrowFormatException($"the dictionary of column '{name}' has no values", message.HeaderPosition);
        bool isDelta = table.Bool(2);
        if (isDelta && entry.Parts.Count == 0)
            throw new ArrowFormatException($"the dictionary of column '{name}' is added to before it has come", message.HeaderPosition);
        if (!isDelta && !mayReplace && entry.Parts.Count > 0)
            throw new ArrowFormatException($"the dictionary of column '{name}' comes twice; in a file it cannot be replaced", message.HeaderPosition);
        var values = BatchDecoder.Values(data, message.Body, message.BodyPosition, entry.Layout);
        if (!isDelta)
            entry.Parts.Clear();
        entry.Parts.Add(values);
        entry.Resolved = null;
    }

    /// <summary>
    /// The values of a dictionary, without nulls and each once; what the codes become (-1 for null), or null where they
    /// stay; and how many values there were before. A dictionary that has not come is empty: its column is all null.
    /// </summary>
    public (Column Values, int[]? Map, int Received) Resolve(long id) => _entries[id].Resolved ??= _entries[id].Resolve();

    private sealed class Entry(ColumnLayout layout)
    {
        public ColumnLayout Layout { get; } = layout;

        public bool IsOrdered { get; set; }

        public List<Column> Parts { get; } = [];

        public (Column Values, int[]? Map, int Received)? Resolved { get; set; }

        public (Column Values, int[]? Map, int Received) Resolve()
        {
            var (values, map) = DictionaryRepair.Of(Parts, Layout.Field.Type, IsOrdered);
            return (values, map, Parts.Sum(part => part.Length));
        }
    }
}
