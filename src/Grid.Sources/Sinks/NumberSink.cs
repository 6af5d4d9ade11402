using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Takes numbers, also as indices into dictionaries. While all rows come so, no row is looked at but to be given the code that its number has in
/// the column; what does not, or does not pay, is taken as values.
/// </summary>
internal abstract class NumberSink : ColumnSink
{
    private const int BlockRows = 8192;

    private CodedRows? _coded;

    /// <summary>Sets out to take indices into a dictionary.</summary>
    /// <param name="words">Its values: integers, or the bits of doubles.</param>
    /// <returns>False where the rows are to be taken as values.</returns>
    protected bool TryMap(ReadOnlySpan<long> words)
    {
        if (_coded is null && Rows > 0)
            return false;
        return (_coded ??= new CodedRows()).TryMap(words);
    }

    /// <summary>Takes rows by indices into the dictionary that was mapped last.</summary>
    /// <param name="indices">Those of the rows that are no nulls.</param>
    /// <param name="nullAt">Which rows are null.</param>
    public void AppendIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt)
    {
        _coded!.Append(indices, nullAt, ExpectedRows);
        Rows += indices.Length + nullAt.Length;
    }

    /// <summary>Takes a row a word.</summary>
    protected abstract void AppendWords(ReadOnlySpan<long> words);

    /// <summary>Takes what came as indices as values, as others follow.</summary>
    protected void GiveUpIndices()
    {
        if (_coded is null)
            return;
        var (coded, block) = (_coded, new long[BlockRows]);
        _coded = null;
        Rows = 0;
        for (int start = 0; start < coded.Count; start += BlockRows)
        {
            var words = block.AsSpan(0, Math.Min(BlockRows, coded.Count - start));
            coded.CopyTo(words, start);
            AppendWords(words);
        }
        coded.Dispose();
    }

    /// <summary>The column of rows that came as indices; null where they are values, or have become so.</summary>
    protected Column? TryFinish(ValueForm form)
    {
        var column = _coded?.Count > 0 ? _coded.TryColumn(Nulls, form) : null;
        if (column is null)
            GiveUpIndices();
        return column;
    }

    public override void Dispose()
    {
        _coded?.Dispose();
        base.Dispose();
    }
}
