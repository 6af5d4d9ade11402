using Grid.Columns;

namespace Grid.Sources;

/// <summary>Hands the rows of blocks on to the columns' builders, and keeps what of the values may not be expected.</summary>
internal sealed unsafe class ColumnFeed(SourceSplit split, Schema schema, CsvDialect dialect, Func<string, bool> isFixed, RowFaults faults) : IDisposable
{
    private readonly List<SourceNote> _notes = [];
    private readonly Dictionary<int, (int Note, LogicalType Type)> _untold = [];
    private readonly NativeScratch _fields = new();

    /// <summary>How many rows were handed on.</summary>
    public int Rows { get; private set; }

    /// <summary>What of the values may not be expected.</summary>
    public SourceNotes Notes => new([.. _notes]);

    /// <summary>Forgets what was handed on.</summary>
    public void Restart()
    {
        Rows = 0;
        _notes.Clear();
        _untold.Clear();
    }

    /// <summary>Hands rows on; a builder that a value contradicts is disposed of, and null afterwards.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="builders">The builder of each column, null for columns not wanted.</param>
    /// <param name="bytes">How many bytes of the split they stand for.</param>
    public void Take(in RowBlock block, ColumnBuilder?[] builders, int bytes)
    {
        if (block.Rows == 0)
            return;
        byte* memory = _fields.Reserve(ColumnFields.BytesFor(block.Rows));
        // The first rows tell how many there will be.
        int expected = Rows == 0 ? (int)Math.Min(1 << 30, block.Rows * (double)split.Length / bytes * 1.02 + 64) : 0;
        for (int column = 0; column < builders.Length; column++)
        {
            if (builders[column] is not { } builder)
            {
                SeekOther(block, column, 0);
                continue;
            }
            if (expected > 0)
                builder.ExpectedRows = expected;
            int row = builder.Append(new ColumnFields(block, column, memory));
            if (builder.DatesSeen is not null || builder.NumbersSeen is not null)
                NoteSeen(block, column, builder);
            if (row == ColumnBuilder.TookAll)
                continue;
            var value = Value(block, row, column);
            if (isFixed(schema[column].Name) && !builder.IsOtherOrder)
                throw faults.NotOfType(column, schema[column].Logical, block.OffsetOf(row), value);
            if (!builder.IsOtherOrder)
            {
                _notes.Add(NoteText(block, column, builder.Type, value, block.Starts != null && IsQuoted(block, row, column), block.OffsetOf(row)));
                if (_notes[^1].IsOfOneValue)
                    _untold[column] = (_notes.Count - 1, builder.Type);
            }
            builder.Dispose();
            builders[column] = null;
            SeekOther(block, column, row + 1);
        }
        Rows += block.Rows;
    }

    /// <summary>Looks for another value that contradicts a column, so that a note does not say that all would be well without the first.</summary>
    private void SeekOther(in RowBlock block, int column, int from)
    {
        if (!_untold.TryGetValue(column, out var told))
            return;
        string known = _notes[told.Note].Value!;
        for (int row = from; row < block.Rows; row++)
        {
            var value = Value(block, row, column);
            if (ValueOfType.Goes(value, block.Starts != null && IsQuoted(block, row, column), block.HasTexts, told.Type, dialect, schema[column].Name))
                continue;
            string other = TypeNotes.Cut(value);
            if (other == known)
                continue;
            _notes[told.Note] = _notes[told.Note] with { Other = new OtherValue(other, split.FileIndex, block.OffsetOf(row)) };
            _untold.Remove(column);
            return;
        }
    }

    private SourceNote NoteText(in RowBlock block, int column, LogicalType type, ReadOnlySpan<byte> value, bool isQuoted, long offset) =>
        TypeNotes.Text(schema[column].Name, type, value, isQuoted, dialect.DatesOf(schema[column].Name), split.Path, split.FileIndex, offset, dialect.Numbers, block.RowOffsets == null ? CommentMark.Of(value, column, dialect) : null, isText: block.RowOffsets != null && isQuoted);

    private void NoteSeen(in RowBlock block, int column, ColumnBuilder builder)
    {
        string name = schema[column].Name;
        foreach (var (shows, row) in builder.DatesSeen ?? [])
            _notes.Add(DateNotes.Seen(shows, name, Value(block, row, column), split.Path, split.FileIndex, block.OffsetOf(row)));
        foreach (var (kind, row) in builder.NumbersSeen ?? [])
            _notes.Add(NumberNotes.Of(kind, name, Value(block, row, column), split.Path, split.FileIndex, block.OffsetOf(row)));
        (builder.DatesSeen, builder.NumbersSeen) = (null, null);
    }

    private static ReadOnlySpan<byte> Value(in RowBlock block, int row, int column)
    {
        var (start, end, _) = block.Field(row, column);
        return new ReadOnlySpan<byte>(block.Text + start, end - start);
    }

    private bool IsQuoted(in RowBlock block, int row, int column) => block.Text[block.Field(row, column).Start - 1] == dialect.Quote;

    public void Dispose() => _fields.Dispose();
}
