namespace Grid.Statistics;

/// <summary>Counts the distinct values of columns that have too many to be told apart in a first look, one column after the other.</summary>
internal sealed class DistinctSearch
{
    private readonly Queue<(int Column, GroupCollection Values, DistinctFold Count)> _open = [];
    private readonly Dictionary<int, long> _found = [];

    public Pass? Next => _open.TryPeek(out var first) ? first.Values.Next : null;

    /// <summary>Adds a column, of which about how many values it has is known.</summary>
    public void Add(int column, Expression? filter, Expression value, long estimate)
    {
        var count = new DistinctFold();
        _open.Enqueue((column, new GroupCollection(filter, [Missing.AsNull(value)], [], long.MaxValue, count, estimate), count));
    }

    /// <summary>Takes the merged partial of <see cref="Next"/>.</summary>
    /// <exception cref="QuestionException">There are more values than can be counted.</exception>
    public void Accept(GroupPartial partial)
    {
        var (column, values, count) = _open.Peek();
        values.Accept(partial);
        if (values.TooMany)
            throw TooMany();
        if (values.Next is not null)
            return;
        _open.Dequeue();
        _found.Add(column, count.Count);
    }

    /// <summary>What was counted of a column; null where it was not added.</summary>
    public DistinctCount? this[int column] => _found.TryGetValue(column, out long count) ? new DistinctCount(count, true) : null;

    public static QuestionException TooMany() =>
        new($"There are more than {GroupCollection.MostSlices * GroupLimits.Budget >> 30:N0} GB of distinct values to tell apart; approx_nunique estimates how many there are.");
}
