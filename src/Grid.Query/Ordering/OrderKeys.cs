using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// What some rows are sorted by: 64-bit keys that order as the values do, turned round where the greatest comes first. Null and NaN are missing,
/// and come last whichever the direction. A text's key is its first bytes; where those are equal, the texts decide.
/// </summary>
internal sealed class OrderKeys
{
    private readonly ulong[] _keys;
    private readonly bool[]? _missing;
    private readonly Utf8Column? _texts;
    private readonly bool _isDescending;

    /// <summary>Of a plain column.</summary>
    public OrderKeys(Column column, bool isDescending)
    {
        (_isDescending, _texts, _keys) = (isDescending, column as Utf8Column, KeysOf(column));
        for (int i = 0; i < _keys.Length; i++)
        {
            if (IsMissing(column, i))
                (_missing ??= new bool[_keys.Length])[i] = true;
            else if (isDescending)
                _keys[i] = ~_keys[i];
        }
    }

    /// <summary>Which of two rows comes first.</summary>
    public int Compare(int row, OrderKeys other, int otherRow)
    {
        bool missing = _missing is not null && _missing[row], otherMissing = other._missing is not null && other._missing[otherRow];
        if (missing || otherMissing)
            return missing.CompareTo(otherMissing);
        int order = _keys[row].CompareTo(other._keys[otherRow]);
        if (order != 0 || _texts is null)
            return order;
        order = _texts[row].SequenceCompareTo(other._texts![otherRow]);
        return _isDescending ? -order : order;
    }

    /// <summary>Sorts rows by a column that lies in several batches; those of equal keys stay in their order.</summary>
    /// <param name="rows">The rows, by their numbers over all batches.</param>
    /// <param name="batches">The column in each batch, in any encoding.</param>
    /// <param name="type">Its logical type.</param>
    /// <param name="isDescending">Whether the greatest comes first.</param>
    public static void Sort(int[] rows, IReadOnlyList<Column> batches, LogicalType type, bool isDescending)
    {
        var keys = new ulong[rows.Length];
        bool[]? missing = null;
        int[]? ranks = type.Kind == LogicalKind.Text ? TextRanks.Of([.. batches.Select(b => (Utf8Column)(b is DictionaryColumn d ? d.Values : b))]) : null;
        for (int b = 0, at = 0, text = 0; b < batches.Count; b++)
        {
            var coded = batches[b] as DictionaryColumn;
            var values = ranks is null ? PlainColumn.Of(coded?.Values ?? batches[b], type) : coded?.Values ?? batches[b];
            ulong[]? keyOf = ranks is null ? KeysOf(values) : null;
            for (int i = 0; i < batches[b].Length; i++, at++)
            {
                int value = coded is null ? i : coded.NullCount == 0 || coded.IsValid(i) ? coded.Code(i) : -1;
                if (value < 0 || IsMissing(values, value))
                    (missing ??= new bool[rows.Length])[at] = true;
                else
                    keys[at] = (keyOf is null ? (ulong)ranks![text + value] : keyOf[value]) ^ (isDescending ? ulong.MaxValue : 0);
            }
            text += values.Length;
        }
        StableSort.Sort(rows, keys);
        if (missing is not null)
            MoveToEnd(rows, missing);
    }

    private static void MoveToEnd(int[] rows, bool[] missing)
    {
        int kept = 0;
        var last = new List<int>();
        foreach (int row in rows)
        {
            if (missing[row])
                last.Add(row);
            else
                rows[kept++] = row;
        }
        last.CopyTo(rows, kept);
    }

    private static bool IsMissing(Column column, int row) =>
        (column.NullCount > 0 && !column.IsValid(row)) || (column is PrimitiveColumn<double> doubles && double.IsNaN(doubles.Values[row]));

    private static ulong[] KeysOf(Column column)
    {
        var keys = new ulong[column.Length];
        switch (column)
        {
            case PrimitiveColumn<double> c:
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = ScalarKey.OfDouble(c.Values[i]);
                break;
            case PrimitiveColumn<long> c:
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = ScalarKey.OfLong(c.Values[i]);
                break;
            case PrimitiveColumn<int> c:
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = ScalarKey.OfLong(c.Values[i]);
                break;
            case PrimitiveColumn<ulong> c:
                c.Values.CopyTo(keys);
                break;
            case BoolColumn c:
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = c.Values[i] ? 1UL : 0;
                break;
            case Utf8Column c:
                for (int i = 0; i < keys.Length; i++)
                    keys[i] = TextRanks.Prefix(c[i]);
                break;
            default:
                throw new NotSupportedException($"Rows are not sorted by a column of {column.Type}.");
        }
        return keys;
    }
}
