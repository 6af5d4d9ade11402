using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Reads a split of several parts as one: each part by its format, so that what is wrong is told with its file and line, and then column by column through the encoders that
/// other sources of values have.
/// </summary>
internal static class SplitParts
{
    /// <summary>Reads the rows of all parts, in order, under types that hold them all.</summary>
    public static LoadedSplit Read(SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        var parts = split.Parts!.Select(part => SourceFormats.Of(part).Read(part, schema, options, bytesRead, cancellation)).ToArray();
        // As those of partitions do, the types of parts join, and the order of dates is decided by all of them.
        bool isSettled;
        do
        {
            var joined = parts.Aggregate(schema, (types, part) => Widening.Join(types, part.Schema));
            (schema, options) = DateDecision.Settle(joined, Notes(parts), options);
            for (int i = 0; i < parts.Length; i++)
                parts[i] = SourceFormats.Of(split.Parts![i]).Widen(parts[i], split.Parts[i], schema, options, null, cancellation);
            isSettled = parts.All(part => Widening.Join(schema, part.Schema).Equals(schema));
        }
        while (!isSettled);
        int rows = checked((int)parts.Sum(part => part.Rows));
        var columns = new Column[schema.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var sink = new ArrowSinks(schema[i].Logical);
            foreach (var part in parts)
                sink.Append(part.Batches.Single().Columns[i]);
            columns[i] = sink.Finish(rows);
        }
        return TypedColumns.Loaded(split, schema, columns, rows, Notes(parts), options);
    }

    /// <summary>Gives rows that were read wider types: by what is held where that says enough, else all parts are read again.</summary>
    public static LoadedSplit Widen(LoadedSplit loaded, SourceSplit split, Schema wider, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        bool hasOtherDates = wider.Fields.Any(field => field.Logical.Kind is LogicalKind.Date or LogicalKind.Timestamp
            && options.DayFirst.Contains(field.Name) && !loaded.DayFirst.Contains(field.Name) && DateNotes.Orders(loaded.Notes, field.Name) != DateOrders.None);
        if (loaded.Schema.Equals(wider) && !hasOtherDates)
            return loaded;
        var batch = loaded.Batches.Single();
        Column?[] columns = hasOtherDates ? [null] : [.. batch.Columns.Select((column, i) => ColumnWidener.TryWiden(column, wider[i].Logical, DateDecision.IsGiven(options, wider[i].Name)))];
        if (!columns.Contains(null))
            return TypedColumns.Loaded(split, wider, columns!, batch.Length, loaded.Notes, options);
        var read = Read(split, wider, options, bytesRead, cancellation);
        return read with { Notes = loaded.Notes.Merge(read.Notes) };
    }

    /// <summary>The part with a row, and which of its rows that is; null where there is no such row.</summary>
    public static (SourceSplit Part, long Row)? Find(SourceSplit split, Schema schema, CsvOptions options, long row, CancellationToken cancellation)
    {
        foreach (var part in split.Parts!)
        {
            long rows = SourceFormats.Of(part).Read(part, schema, options, null, cancellation).Rows;
            if (row < rows)
                return (part, row);
            row -= rows;
        }
        return null;
    }

    private static SourceNotes Notes(LoadedSplit[] parts) => parts.Aggregate(SourceNotes.None, (notes, part) => notes.Merge(part.Notes));
}
