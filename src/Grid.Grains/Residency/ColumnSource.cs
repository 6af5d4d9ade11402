using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>Where the columns of a partition come from: the cache's file, or the source, of which the file then keeps them. For compute threads, one at a time.</summary>
/// <param name="cache">The silo's cache; null where nothing is kept.</param>
/// <param name="care">Keeps the heap small.</param>
/// <param name="columns">How many columns there are.</param>
internal sealed class ColumnSource(ColumnCache? cache, HeapCare care, int columns) : IDisposable
{
    private readonly CacheBlock?[] _blocks = new CacheBlock?[columns];
    private CacheFile? _file;
    private bool _ended;

    /// <summary>Whether the file has none of the columns, and may have all.</summary>
    public bool IsEmpty => cache?.Place is not null && Array.TrueForAll(_blocks, block => block is null);

    /// <summary>All columns, as the source has them.</summary>
    public LoadedSplit ReadAll(PartitionSpec spec, IProgress<long> bytesRead, CancellationToken cancellation)
    {
        care.Tend();
        var loaded = SplitReader.Read(spec.Split.Value, spec.Schema.Value, spec.Options.Value, bytesRead, cancellation);
        Keep([.. Enumerable.Range(0, columns)], loaded.Batches.Single().Columns, cancellation);
        return loaded;
    }

    /// <summary>Gives columns other types.</summary>
    public LoadedSplit Widen(FoundColumns found, int[] which, IReadOnlyList<Column> values, PartitionSpec spec, IProgress<long> bytesRead, CancellationToken cancellation)
    {
        care.Tend();
        var (split, schema) = (spec.Split.Value, spec.Schema.Value);
        var widened = SplitReader.Widen(
            found.Some(which, values, split), SplitReader.OfSome(split, schema), FoundColumns.Of(schema, which), spec.Options.Value, bytesRead, cancellation);
        Keep(which, widened.Batches.Single().Columns, cancellation);
        return widened;
    }

    /// <summary>Some of the columns, in their order.</summary>
    /// <exception cref="DatasetException">The source has changed.</exception>
    public IReadOnlyList<Column> Read(int[] which, PartitionSpec spec, Schema found, IProgress<long> bytesRead, CancellationToken cancellation)
    {
        var values = new Column?[which.Length];
        for (int i = 0; i < which.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            care.Tend();
            values[i] = _blocks[which[i]] is { } block && _file is { } file ? file.Read(block) : null;
        }
        int[] absent = [.. Enumerable.Range(0, which.Length).Where(i => values[i] is null)];
        if (absent.Length > 0)
        {
            int[] read = [.. absent.Select(i => which[i])];
            var split = SplitReader.OfSome(spec.Split.Value, spec.Schema.Value);
            var loaded = SplitReader.Read(split, FoundColumns.Of(found, read), spec.Options.Value, bytesRead, cancellation);
            if (!loaded.Schema.Fields.Select(f => f.Type).SequenceEqual(read.Select(c => found[c].Type)))
                throw new DatasetException($"{split.Path} no longer has the types of the dataset: it has changed. Load it again.");
            var columns = loaded.Batches.Single().Columns;
            Keep(read, columns, cancellation);
            for (int i = 0; i < absent.Length; i++)
                values[absent[i]] = columns[i];
        }
        return values!;
    }

    /// <summary>Keeps columns that there are already.</summary>
    public void Keep(int[] which, IReadOnlyList<Column> values, CancellationToken cancellation)
    {
        _file ??= _ended ? null : cache?.NewFile();
        if (_file is not { } file)
            return;
        var blocks = file.Write(values, cancellation, care.Tend);
        for (int i = 0; i < which.Length; i++)
            _blocks[which[i]] = blocks[i];
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        _ended = true;
        _file?.Dispose();
    }
}
