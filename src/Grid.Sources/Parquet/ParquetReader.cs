using Grid.Columns;
using Column = Grid.Columns.Column;

namespace Grid.Sources;

/// <summary>Reads the columns of a split, one after the other, each through all row groups that the split touches.</summary>
internal sealed class ParquetReader : IDisposable
{
    private readonly SourceSplit _split;
    private readonly CsvOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly ParquetFile _file;
    private readonly Dictionary<string, ParquetLeaf> _columns;
    private readonly (int Group, long Skip, int Rows)[] _parts;
    private readonly List<SourceNote> _notes = [];

    private ParquetReader(SourceSplit split, CsvOptions options, ParquetFile file, CancellationToken cancellation)
    {
        (_split, _options, _file, _cancellation) = (split, options, file, cancellation);
        _columns = ParquetSchema.Of(file, options).Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        long[] groups = file.GroupRows();
        _parts = [.. Parts(groups)];
        if (_parts.Sum(part => (long)part.Rows) != split.Count)
            throw file.Damaged("the footer", $"it has {groups.Sum():N0} rows, and rows {split.First:N0} to {split.First + split.Count:N0} were planned");
    }

    /// <summary>Opens the file of a split.</summary>
    public static ParquetReader Open(SourceSplit split, CsvOptions options, CancellationToken cancellation)
    {
        var file = ParquetFile.OpenPlanned(split.File, cancellation);
        try
        {
            return new ParquetReader(split, options, file, cancellation);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What of the values may not be expected.</summary>
    public SourceNotes Notes => new([.. _notes]);

    /// <summary>Whether a column of the file can be read as a type, and is not only converted to it.</summary>
    public bool ReadsAs(Field field) => _columns.TryGetValue(field.Name, out var column) && column.Types.Contains(field.Logical);

    /// <summary>Reads the columns that are null so far.</summary>
    /// <param name="schema">The columns of the dataset.</param>
    /// <param name="columns">Those that there are already; receives the others.</param>
    /// <param name="bytesRead">Told how many more bytes were read; in all, the split's length.</param>
    public void Read(Schema schema, Column?[] columns, IProgress<long>? bytesRead)
    {
        int missing = columns.Count(column => column is null), done = 0;
        long told = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] is not null)
                continue;
            columns[i] = _columns.TryGetValue(schema[i].Name, out var column) ? Read(column, schema[i]) : NullColumns.Of(schema[i].Logical, (int)_split.Count);
            long bytes = (long)((Int128)_split.Length * ++done / missing);
            bytesRead?.Report(bytes - told);
            told = bytes;
        }
        if (missing == 0 || columns.Length == 0)
            bytesRead?.Report(_split.Length - told);
    }

    /// <summary>What the footer says of columns, row group by row group of those that the split touches.</summary>
    public IReadOnlyList<RowBounds> Bounds(IReadOnlyList<string> names) => _file.Do("the footer", () => _parts.Select(part =>
    {
        var bounds = new Dictionary<string, ColumnBounds>(StringComparer.Ordinal);
        using var group = _file.RowGroup(part.Group);
        foreach (string name in names)
        {
            if (!_columns.TryGetValue(name, out var column))
                continue;
            using var chunk = group.MetaData.GetColumnChunkMetaData(column.Index);
            bounds[name] = ChunkBounds.Of(column, chunk, group.MetaData.NumRows);
        }
        return new RowBounds(bounds);
    }).ToArray());

    private Column Read(ParquetLeaf column, Field field)
    {
        bool isFixed = DateDecision.IsGiven(_options, field.Name);
        // Whole decimals of many digits are no doubles but where somebody says so.
        if (isFixed && field.Logical == Grid.Columns.LogicalType.Real && column.Kind == ParquetKind.Decimal && TryRead(column, field.Logical, isRounded: true) is { } rounded)
            return rounded;
        int first = Math.Max(0, Array.IndexOf(column.Types, field.Logical));
        for (int i = first; i < column.Types.Length; i++)
        {
            if (TryRead(column, column.Types[i], isFixed && column.Types[i] == field.Logical) is not { } read)
                continue;
            if (i > first && column.Types[i] == Grid.Columns.LogicalType.Text)
                _notes.Add(TextAfterAll(column));
            var typed = TypedColumns.As(read, field, isFixed, _split, _notes);
            return !isFixed || typed.Type.Logical == field.Logical ? typed : throw NotOfType(column, field);
        }
        throw NotOfType(column, field);
    }

    /// <summary>A column as one of its types; null where a value has no room.</summary>
    private Column? TryRead(ParquetLeaf column, Grid.Columns.LogicalType type, bool isRounded)
    {
        using var pass = ColumnPass.Create(column, type, (int)_split.Count, isRounded);
        foreach (var (group, skip, rows) in _parts)
        {
            string place = $"row group {group + 1}, column '{column.Name}'";
            bool taken = _file.Do(place, () => TryReadGroup(pass, column, group, skip, rows), column.Name);
            if (!taken)
                return null;
        }
        return pass.Finish();
    }

    private bool TryReadGroup(ColumnPass pass, ParquetLeaf column, int group, long skip, int rows)
    {
        int before = pass.Rows;
        if (column.MaxLevel <= 1 && _file.TryPages(group, column.Index, _cancellation) is { } pages && !pass.TryRead(pages, skip, rows, _cancellation))
            return false;
        int taken = pass.Rows - before;
        if (taken == rows)
            return true;
        using var rowGroup = _file.RowGroup(group);
        using var chunk = rowGroup.Column(column.Index);
        return pass.TryRead(chunk, skip + taken, rows - taken, _cancellation);
    }

    private IEnumerable<(int Group, long Skip, int Rows)> Parts(long[] groups)
    {
        long start = _split.First, end = _split.First + _split.Count, at = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            long next = at + groups[g];
            long from = Math.Max(at, start), to = Math.Min(next, end);
            if (to > from)
                yield return (g, from - at, (int)(to - from));
            at = next;
        }
    }

    private SourceNote TextAfterAll(ParquetLeaf column)
    {
        bool isDecimal = column.Kind == ParquetKind.Decimal;
        return new SourceNote
        {
            Kind = isDecimal ? NoteKind.Digits : NoteKind.Text,
            Column = column.Name,
            Text = isDecimal ? $"{column.Name} is text because a {column.Declared} has more digits than a number keeps" : $"{column.Name} is text because nanoseconds are held from 1677 to 2262",
            Option = isDecimal && column.Scale > 0 ? $"--schema {ShellWord.Of(column.Name + ":double")}" : null,
            Path = _file.Path,
            FileIndex = _split.FileIndex,
        };
    }

    private SourceException NotOfType(ParquetLeaf column, Field field) => new(
        $"{_file.Path}, column '{column.Name}': it is {column.Declared}, and its values are not all {field.Type}; ask for a wider type (utf8 holds anything), or none.", _file.Path, column: column.Name);

    public void Dispose() => _file.Dispose();
}
