using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Reads splits of text into encoded columns, under the columns of the file. CPU-bound and synchronous.
/// </summary>
internal static class CsvReader
{
    // In the place of a column that is not read.
    private static readonly Column s_none = NullColumns.Of(LogicalType.Text, 0);

    /// <summary>Reads the rows of a split.</summary>
    /// <param name="open">Opens a way through the split.</param>
    /// <param name="split">The rows to read.</param>
    /// <param name="schema">The columns and their types as planned, or as widened since.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told how many more bytes were read since it was last told; the sum is the split's length.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <param name="wanted">The columns that are read; null for all. The others are found in their places, and nothing is made of them.</param>
    /// <returns>The rows; a column whose values contradict <paramref name="schema"/> is of a wider type there.</returns>
    /// <exception cref="SourceException">The file is gone, has changed, or is no CSV of that schema.</exception>
    public static LoadedSplit Read(
        OpenPass open, SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation, Schema? wanted = null)
    {
        var columns = schema.Fields.Select(field => wanted is null || wanted.IndexOf(field.Name) >= 0 ? null : s_none).ToArray();
        var (rows, notes) = ReadColumns(open, split, schema, options, columns, bytesRead, cancellation);
        // Dates that have the day first after all are read once more so.
        string[] others = DayFirstAfterAll(schema, columns, notes, options);
        if (others.Length > 0)
        {
            options = options with { DayFirst = [.. options.DayFirst, .. others] };
            var types = new Schema(schema.Fields.Select((field, i) => columns[i] is null && !others.Contains(field.Name) ? field with { Type = DataType.Utf8 } : field));
            notes = notes.Merge(ReadColumns(open, split, types, options, columns, null, cancellation).Notes);
        }
        // Text takes any value: the columns that were contradicted are read once more as that.
        if (columns.Contains(null))
            ReadColumns(open, split, AsText(split, schema, columns, notes, options, cancellation), options, columns, null, cancellation);
        var read = Enumerable.Range(0, columns.Length).Where(i => columns[i] != s_none).ToArray();
        return Loaded(split, new Schema(read.Select(i => schema[i])), [.. read.Select(i => columns[i])], rows, notes, options);
    }

    /// <summary>
    /// Gives a loaded split the types of the whole dataset: numbers, dates and timestamps are converted from what is held,
    /// columns that became text are read again from the source, and only those. Columns that have their type already are
    /// shared. The result is what <see cref="Read"/> gives under these types, encodings included.
    /// </summary>
    /// <param name="open">Opens a way through the split.</param>
    /// <param name="loaded">The rows as loaded.</param>
    /// <param name="split">Where they came from.</param>
    /// <param name="wider">The join (<see cref="Widening"/>) of the schemas of all splits.</param>
    /// <param name="options">The options of the plan.</param>
    /// <param name="bytesRead">Told as in <see cref="Read"/> where the source is read again; otherwise not at all.</param>
    /// <param name="cancellation">Honoured at least every MiB.</param>
    /// <returns>
    /// The rows under <paramref name="wider"/>; its schema is wider still only where a timestamp has no room in nanoseconds,
    /// a negative number none in uint64, or the digits of a whole number none in float64; then the schemas are to be joined
    /// and the splits widened once more.
    /// </returns>
    /// <exception cref="SourceException">The file is gone or has changed.</exception>
    public static LoadedSplit Widen(
        OpenPass open, LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        bool IsOtherOrder(int i) => wider[i].Logical.Kind is LogicalKind.Date or LogicalKind.Timestamp
            && options.DayFirst.Contains(wider[i].Name) && !loaded.DayFirst.Contains(wider[i].Name)
            && DateNotes.Orders(loaded.Notes, wider[i].Name) != DateOrders.None;
        var others = Enumerable.Range(0, wider.Count).Where(IsOtherOrder).ToArray();
        if (loaded.Schema.Equals(wider) && others.Length == 0)
            return loaded;
        var batch = loaded.Batches.Single();
        var columns = batch.Columns.Select((column, i) => others.Contains(i) ? null : ColumnWidener.TryWiden(column, wider[i].Logical)).ToArray();
        var types = new Schema(wider.Fields.Select((field, i) => columns[i] is null && !others.Contains(i) ? field with { Type = DataType.Utf8 } : field));
        if (columns.Contains(null))
            ReadColumns(open, split, types, options, columns, bytesRead, cancellation);
        if (columns.Contains(null))
            ReadColumns(open, split, AsText(split, wider, columns, loaded.Notes, options, cancellation), options, columns, null, cancellation);
        return Loaded(split, wider, columns, batch.Length, loaded.Notes, options);
    }

    /// <summary>Reads the columns that are null so far; one stays null where its values contradict its type.</summary>
    private static (int Rows, SourceNotes Notes) ReadColumns(
        OpenPass open, SourceSplit split, Schema schema, CsvOptions options, Column?[] columns, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        bool IsFixed(string name) => DateDecision.IsGiven(options, name);
        using var pass = open(split, options, schema, IsFixed, bytesRead, cancellation);
        while (true)
        {
            var builders = new ColumnBuilder?[schema.Count];
            try
            {
                for (int i = 0; i < builders.Length; i++)
                    builders[i] = columns[i] is null ? ColumnBuilder.Create(schema[i].Logical, IsFixed(schema[i].Name), pass.Dialect, pass.Dialect.DatesOf(schema[i].Name)) : null;
                if (!pass.TryRun(builders, cancellation))
                    continue;
                for (int i = 0; i < builders.Length; i++)
                {
                    if (builders[i] is not { } builder)
                        continue;
                    columns[i] = builder.Finish();
                    builder.Dispose();
                }
                return (pass.Rows, pass.Notes);
            }
            finally
            {
                foreach (var builder in builders)
                    builder?.Dispose();
            }
        }
    }

    private static Schema AsText(SourceSplit split, Schema schema, Column?[] columns, SourceNotes notes, CsvOptions options, CancellationToken cancellation)
    {
        // A type that is given may not become text; only dates of two orders come here with one.
        if (schema.Fields.Where((field, i) => columns[i] is null && field.Logical != LogicalType.Text).FirstOrDefault(field => DateDecision.IsGiven(options, field.Name)) is { } given)
            throw DateNotes.Conflict(NoteLines.Count(notes, [split], cancellation), given.Name, given.Logical);
        return new Schema(schema.Fields.Select((field, i) => columns[i] is null ? field with { Type = DataType.Utf8 } : field));
    }

    /// <summary>Columns that were given up, read month first, and whose dates show that the day is first and nothing else.</summary>
    private static string[] DayFirstAfterAll(Schema schema, Column?[] columns, SourceNotes notes, CsvOptions options) =>
    [
        .. schema.Fields.Where((field, i) => columns[i] is null && !options.DayFirst.Contains(field.Name)
            && (DateNotes.Orders(notes, field.Name) & (DateOrders.DayFirst | DateOrders.MonthFirst)) == DateOrders.DayFirst).Select(field => field.Name),
    ];

    private static LoadedSplit Loaded(SourceSplit split, Schema asked, Column?[] columns, int rows, SourceNotes notes, CsvOptions options)
    {
        var physical = new Schema(asked.Fields.Select((field, i) => field with { Type = columns[i]!.Type }));
        return new LoadedSplit
        {
            Batches = [new RecordBatch(physical, columns!, rows)],
            Schema = physical.Plain(),
            Notes = notes,
            DayFirst = options.DayFirst,
            Rows = rows,
            BytesRead = split.Length,
        };
    }
}
