using Grid.Query;

namespace Grid.Report;

/// <summary>Finds in what two tables of the same columns differ more than two halves of one would.</summary>
internal static class TableDifferences
{
    // Of the mean, in deviations of the first table; of what is missing, in rows.
    private const double Far = 0.1;
    private const double MoreMissing = 0.01;

    public static IReadOnlyList<Warning> Find(TableFacts left, TableFacts right)
    {
        var found = new List<Warning>();
        foreach (var column in left.Columns.Where(c => right.Columns.All(r => r.Name != c.Name)))
            found.Add(new Warning(column.Name, "gone", $"is in {left.Title} alone."));
        foreach (var column in right.Columns.Where(c => left.Columns.All(l => l.Name != c.Name)))
            found.Add(new Warning(column.Name, "new", $"is in {right.Title} alone."));
        foreach (var column in left.Columns)
        {
            if (right.Columns.FirstOrDefault(c => c.Name == column.Name) is { } other)
                found.AddRange(OfColumn(column, other));
        }
        return found;
    }

    private static IEnumerable<Warning> OfColumn(ColumnFacts left, ColumnFacts right)
    {
        if (!left.Summary.Type.Equals(right.Summary.Type))
            yield return new Warning(left.Name, "type", $"is {left.Summary.Type} and {right.Summary.Type}.");
        if (left.Rows > 0 && right.Rows > 0 && Math.Abs((double)left.Missing / left.Rows - (double)right.Missing / right.Rows) >= MoreMissing)
            yield return new Warning(left.Name, "missing", $"misses {WarningFinder.Share(left.Missing, left.Rows)} and {WarningFinder.Share(right.Missing, right.Rows)} of the rows.");
        if (left.Shape is not null && right.Shape is not null && left.Summary.Std is > 0 and { } std && left.Summary.Mean is { IsNull: false } mean && right.Summary.Mean is { IsNull: false } other
            && Math.Abs(mean.AsDouble - other.AsDouble) >= Far * std)
            yield return new Warning(left.Name, "mean", $"has the means {FigureText.Of(mean.AsDouble)} and {FigureText.Of(other.AsDouble)}, {FigureText.Of(Math.Abs(mean.AsDouble - other.AsDouble) / std)} deviations apart.");
    }
}
