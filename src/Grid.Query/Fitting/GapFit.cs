namespace Grid.Query;

/// <summary>Finds what partitions take over from one another where gaps are filled from before or from behind.</summary>
internal static class GapFit
{
    /// <summary>The transform.</summary>
    /// <param name="fill">The column, and from which side.</param>
    /// <param name="type">Its logical type.</param>
    /// <param name="before">The transforms before it.</param>
    /// <param name="ask">Asks a question of the source.</param>
    /// <exception cref="QuestionException">The rows are sorted, and have no place in the source's order.</exception>
    public static async Task<GapTransform> FitAsync(ColumnFill fill, Grid.Columns.LogicalType type, IReadOnlyList<Transform> before, Func<Question, Task<Answer>> ask)
    {
        if (before.Any(transform => transform is SortTransform))
            throw new QuestionException($"fill: {fill.With} of column '{fill.Column}' goes by the order of the source, and the rows are sorted: save the sorted rows, and fill those.");
        bool isBackward = fill.With.Method == FillMethod.Backward;
        string value = Expr.Call(isBackward ? "first" : "last", Expr.Col(fill.Column)).Text;
        var answer = (GroupByAnswer)await ask(new GroupByQuestion([PlaceTransform.Name], [value]) { Transforms = [.. before, new PlaceTransform()] }).ConfigureAwait(false);
        var places = answer.Groups.Select(group => (Row: group.Keys[0].AsInt64, Value: group.Values[0])).OrderBy(place => isBackward ? -place.Row : place.Row);
        var carries = new List<GapCarry>();
        var carry = Scalar.Null;
        foreach (var (row, found) in places)
        {
            carries.Add(new GapCarry(row, carry));
            carry = found.IsNull ? carry : found;
        }
        return new GapTransform(fill.Column, type, isBackward, carries);
    }
}
