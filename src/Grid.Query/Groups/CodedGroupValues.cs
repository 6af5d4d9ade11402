using Grid.Columns;

namespace Grid.Query;

/// <summary>Reads what is known of groups off the codes that occur in them; the groups come in order.</summary>
internal sealed class CodedGroupValues
{
    private readonly Vector _table;
    private readonly bool _ascends;
    private readonly GroupParts _parts;
    private readonly CodedSums? _sums;
    private readonly KeyRange[]? _ranges;
    private readonly GroupDistinctBuilder? _distinct;
    private readonly TextCounts[]? _texts;
    private int _group;

    /// <param name="table">The value of each code.</param>
    /// <param name="codes">How many codes there are, null among them.</param>
    /// <param name="parts">What is wanted.</param>
    /// <param name="groups">How many groups there will be.</param>
    /// <param name="rows">How many rows they have in all; read only where there are sums.</param>
    public CodedGroupValues(Vector table, int codes, GroupParts parts, int groups, long rows)
    {
        bool isText = table.Type.Kind == LogicalKind.Text;
        (_table, _ascends, _parts) = (table, CodeNumbers.Ascends(table, codes), parts);
        _sums = parts.HasFlag(GroupParts.Sum) ? new CodedSums(table, codes, parts.HasFlag(GroupParts.Squares), groups, rows) : null;
        _ranges = parts.HasFlag(GroupParts.Range) && !isText ? new KeyRange[groups] : null;
        _distinct = parts.HasFlag(GroupParts.Distinct) && !isText ? new GroupDistinctBuilder(groups) : null;
        _texts = isText && (parts & (GroupParts.Distinct | GroupParts.Range)) != 0 ? new TextCounts[groups] : null;
    }

    /// <summary>Takes the next group's codes, none of them of null.</summary>
    /// <param name="present">The codes that occur, ascending.</param>
    /// <param name="counts">How often each code occurs; read only where there are sums.</param>
    public void Take(ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        int group = _group++;
        _sums?.Take(group, present, counts);
        if (_texts is not null)
            _texts[group] = Texts(present);
        if (_ranges is null && _distinct is null)
            return;
        if (_distinct is null && _ascends && !(present.Length > 0 && _table.Type.Kind == LogicalKind.Real && double.IsNaN(_table.Doubles[present[^1]])))
        {
            _ranges![group] = present.Length == 0 ? KeyRange.Empty : new KeyRange(_table.KeyAt(present[0]), _table.KeyAt(present[^1]));
            return;
        }
        var keys = new ulong[present.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = _table.KeyAt(present[i]);
        // Codes of an expression may stand for one value, and foreign ones come in no order.
        if (!_ascends)
            Array.Sort(keys);
        int distinct = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                keys[distinct++] = keys[i];
        }
        Array.Resize(ref keys, distinct);
        _distinct?.Append(keys, null);
        if (_ranges is null)
            return;
        if (distinct > 0 && _table.Type.Kind == LogicalKind.Real && keys[distinct - 1] == ScalarKey.NaN)
            distinct--;
        _ranges[group] = distinct == 0 ? KeyRange.Empty : new KeyRange(keys[0], keys[distinct - 1]);
    }

    /// <summary>What is known of the groups taken.</summary>
    /// <param name="counts">The values of each that are not null.</param>
    public GroupValues ToValues(long[] counts) => new()
    {
        Counts = counts,
        Sums = _sums?.Sums,
        Squares = _parts.HasFlag(GroupParts.Squares) ? _sums?.Squares : null,
        Ranges = _ranges,
        Distinct = _distinct?.Build(),
        Texts = _texts,
    };

    private TextCounts Texts(ReadOnlySpan<int> present)
    {
        var texts = new TextCollector(GroupLimits.TextBytes);
        foreach (int code in present)
            texts.Add(_table.TextAt(code), 1);
        return texts.ToCounts();
    }
}
