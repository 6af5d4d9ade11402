using Grid.Query;

namespace Grid.Cli;

/// <summary>Which rows of an answer are wanted, and in what order.</summary>
/// <param name="Limit">How many at most; null where that was not said: a terminal shows the first, and all else has all.</param>
/// <param name="All">Whether a terminal shows all as well.</param>
/// <param name="Sort">The columns to sort by; none for the answer's own order.</param>
internal sealed record RowChoice(int? Limit, bool All, IReadOnlyList<SortKey> Sort)
{
    private const int OnTerminal = 20;

    /// <summary>All rows in their order, the first on a terminal.</summary>
    public static RowChoice None { get; } = new(null, false, []);

    /// <summary>How many rows a terminal shows.</summary>
    public int Shown => Limit ?? (All ? int.MaxValue : OnTerminal);

    /// <summary>Refuses to sort by what an answer will not have.</summary>
    /// <exception cref="UsageException">It will not have one of the columns.</exception>
    public void Check(IReadOnlyList<string> columns)
    {
        if (Sort.FirstOrDefault(key => !columns.Contains(key.Column)) is { } wrong)
        {
            string suggestion = Suggestion.Of(wrong.Column, columns);
            throw new UsageException($"--sort {wrong.Column}: the answer has no such column{(suggestion.Length == 0 ? ";" : suggestion)} known are {string.Join(", ", columns)}");
        }
    }

    /// <summary>The answer with its rows sorted, and no more of them than were asked for.</summary>
    public Answer Arrange(Answer answer) => Sort.Count == 0 && Limit is null ? answer : answer switch
    {
        GroupByAnswer a => a with { Groups = Arrange(answer, a.Groups) },
        MissingAnswer a => a with { Columns = Arrange(answer, a.Columns) },
        UniqueAnswer a => a with { Columns = Arrange(answer, a.Columns) },
        ValueCountsAnswer a => a with { Counts = Arrange(answer, a.Counts) },
        _ => answer,
    };

    private IReadOnlyList<T> Arrange<T>(Answer answer, IReadOnlyList<T> items)
    {
        IEnumerable<int> order = Enumerable.Range(0, items.Count);
        if (Sort.Count > 0)
        {
            var table = answer.ToTable();
            string[] names = [.. table.Columns.Select(c => c.Name)];
            int[] columns = [.. Sort.Select(key => Array.IndexOf(names, key.Column))];
            order = order.Order(Comparer<int>.Create((x, y) =>
            {
                for (int k = 0; k < columns.Length; k++)
                {
                    int before = Sort[k].Compare(table.Rows[x][columns[k]], table.Rows[y][columns[k]]);
                    if (before != 0)
                        return before;
                }
                return x.CompareTo(y);
            }));
        }
        return [.. order.Take(Limit ?? int.MaxValue).Select(i => items[i])];
    }
}
