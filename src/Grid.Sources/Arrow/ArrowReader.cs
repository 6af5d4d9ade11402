using Grid.Columns;

namespace Grid.Sources;

/// <summary>Reads the batches of a split, and encodes their columns as a load does.</summary>
internal static class ArrowReader
{
    /// <summary>Reads a split.</summary>
    /// <exception cref="SourceException">A batch is damaged, or its values are not of a type that was asked for.</exception>
    public static LoadedSplit Read(ArrowInput input, SourceSplit split, Schema schema, CsvOptions options, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        int[] places = [.. schema.Fields.Select(field => input.Schema.IndexOf(field.Name))];
        var sinks = places.Select((at, i) => at < 0 ? null : new ArrowSinks(input.Schema[at].Logical, DateDecision.IsGiven(options, schema[i].Name) ? schema[i].Logical : null)).ToArray();
        try
        {
            int rows = 0;
            long told = 0, batches = 0;
            int[] read = [.. places.Where(at => at >= 0).Order()];
            int[] inBatch = [.. places.Select(at => Array.BinarySearch(read, at))];
            foreach (var batch in input.Batches(split.First, split.Count, read))
            {
                cancellation.ThrowIfCancellationRequested();
                for (int i = 0; i < places.Length; i++)
                    sinks[i]?.Append(batch.Columns[inBatch[i]]);
                rows = checked(rows + batch.Length);
                long bytes = split.Count == 0 ? told : (long)((Int128)split.Length * ++batches / split.Count);
                bytesRead?.Report(bytes - told);
                told = bytes;
            }
            bytesRead?.Report(split.Length - told);
            var columns = new Column[places.Length];
            var notes = new List<SourceNote>();
            for (int i = 0; i < columns.Length; i++)
            {
                var type = schema[i].Logical;
                columns[i] = sinks[i] is { } sink ? TypedColumns.As(sink.Finish(rows), schema[i], DateDecision.IsGiven(options, schema[i].Name), split, notes) : NullColumns.Of(type, rows);
                if (columns[i].Type.Logical != type && DateDecision.IsGiven(options, schema[i].Name))
                    throw new SourceException($"{input.Path}, column '{schema[i].Name}': it is {input.Schema[places[i]].Type}, and its values are not all {type}; ask for a wider type (utf8 holds anything), or none.", input.Path, column: schema[i].Name);
            }
            return TypedColumns.Loaded(split, schema, columns, rows, new SourceNotes(notes), options);
        }
        finally
        {
            foreach (var sink in sinks)
                sink?.Dispose();
        }
    }
}
