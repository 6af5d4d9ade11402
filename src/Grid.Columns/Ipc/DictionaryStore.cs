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
            if (Parts.Count == 1 && Parts[0].NullCount == 0 && IsOrdered && Ascends(Parts[0]))
                return (Parts[0], null, Parts[0].Length);
            var type = Layout.Field.Type;
            var set = new ValueSet(type);
            var map = new List<int>();
            foreach (var part in Parts)
            {
                for (int i = 0; i < part.Length; i++)
                    map.Add(part.IsValid(i) ? set.Add(ValueBytes.Of(part, i)) : -1);
            }
            bool isAsReceived = set.Count == map.Count;
            if (isAsReceived && !IsOrdered && Parts.Count == 1)
                return (Parts[0], null, Parts[0].Length);
            if (IsOrdered)
            {
                var moved = set.Sort();
                for (int i = 0; i < map.Count; i++)
                {
                    int code = map[i] < 0 ? -1 : moved[map[i]];
                    isAsReceived &= code == map[i];
                    map[i] = code;
                }
            }
            return (set.ToColumn(), isAsReceived ? null : [.. map], map.Count);
        }

        private static bool Ascends(Column values)
        {
            for (int i = 1; i < values.Length; i++)
            {
                if (ValueBytes.Compare(values.Type, ValueBytes.Of(values, i - 1), ValueBytes.Of(values, i)) >= 0)
                    return false;
            }
            return true;
        }
    }
}
