using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds the categories of columns: their distinct values, ascending.</summary>
internal static class CategoryFit
{
    /// <summary>Columns that one may become.</summary>
    public const int MostColumns = 1_000;

    /// <summary>Positions that values may have.</summary>
    public const int MostPositions = 65_536;

    /// <summary>Finds the categories of a column.</summary>
    /// <param name="step">What the step is called.</param>
    /// <param name="column">The column.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="ask">Asks a question of the table as the step finds it.</param>
    /// <exception cref="QuestionException">There are none, or too many.</exception>
    public static async Task<IReadOnlyList<Scalar>> FindAsync(string step, string column, int most, Func<Question, Task<Answer>> ask)
    {
        var counts = (ValueCountsAnswer)await ask(new ValueCountsQuestion(column, most + 1)).ConfigureAwait(false);
        // What is missing is no value, in numbers neither.
        Scalar[] values = [.. counts.Counts.Select(count => count.Value).Where(value => !(value.Type!.Kind == LogicalKind.Real && double.IsNaN(value.AsDouble)))];
        if (values.Length == 0)
            throw new QuestionException($"{step}: column '{column}' has no values: fill it first, or leave it out.");
        if (counts.Distinct > most)
        {
            throw new QuestionException($"{step}: column '{column}' has {counts.Distinct:N0} distinct values, and {most:N0} are the most: "
                + (most == MostColumns ? "encode it by --ordinal, or compute a coarser one." : "compute a coarser one."));
        }
        return values[0].AsText is null ? [.. values.OrderBy(ScalarKey.Of)] : [.. values.OrderBy(value => System.Text.Encoding.UTF8.GetBytes(value.AsText!), Utf8Order.Comparer)];
    }

    /// <summary>Whether a column misses values.</summary>
    public static async Task<bool> HasNullAsync(string column, Func<Question, Task<Answer>> ask) =>
        ((MissingAnswer)await ask(new MissingQuestion([column])).ConfigureAwait(false)).Columns[0] is { Nulls: > 0 } or { NaNs: > 0 };
}
