using System.Collections.Concurrent;
using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>What columns of a partition say of its rows, found while they were in memory and as far as conditions have asked for it. It stays when they are let go.</summary>
/// <param name="pool">Where columns are looked at.</param>
internal sealed class HeldBounds(ComputePool pool)
{
    private ConcurrentDictionary<string, ColumnBounds> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a condition holds for none of the rows, by what is known of them.</summary>
    public bool RuleOut(RowCondition condition) => condition.ColumnNames.Any(_known.ContainsKey) && condition.IsNever(new RowBounds(_known));

    /// <summary>Whether a condition holds for none of the rows, which are in memory.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rows">The rows, with the columns of the condition at least.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> RuleOutAsync(RowCondition condition, RecordBatch rows, CancellationToken cancellation)
    {
        // What is found of columns that are others by then is not taken for these.
        var known = _known;
        string[] unknown = [.. condition.ColumnNames.Where(name => !known.ContainsKey(name))];
        if (unknown.Length > 0)
            await pool.RunAsync(_ => Learn(unknown, rows, known), ComputePriority.Question, cancellation);
        return RuleOut(condition);
    }

    /// <summary>Forgets all, as columns have other types or values.</summary>
    public void Clear() => _known = new(StringComparer.Ordinal);

    private static bool Learn(string[] names, RecordBatch rows, ConcurrentDictionary<string, ColumnBounds> known)
    {
        foreach (string name in names)
            known[name] = ColumnBounds.Of(rows.Columns[rows.Schema.IndexOf(name)]);
        return true;
    }
}
