using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Asks a few rows of a partition each kind of question, and throws the answers away: the code that answers for columns held
/// as these are is then compiled before somebody waits for it.
/// </summary>
public sealed class Rehearsal
{
    // Enough for whole vectors and for several rounds of any loop; little beside a partition.
    private const int MostRows = 4096;

    private readonly Schema _schema;
    private readonly PartitionTable[] _few;

    /// <summary>Takes the rows, and thinks of the questions.</summary>
    /// <param name="table">A partition as it was loaded.</param>
    public Rehearsal(PartitionTable table)
    {
        _schema = table.Schema;
        var batch = table.Batches.FirstOrDefault(b => b.Length > 0);
        if (batch is null)
        {
            (_few, Questions) = ([], []);
            return;
        }
        int rows = Math.Min(MostRows, batch.Length), half = rows / 2;
        // Two, so that states are merged.
        _few = [new(_schema, [batch.Slice(0, half)]), new(_schema, [batch.Slice(half, rows - half)], half)];
        Questions = [.. QuestionsTo(_schema, batch)];
    }

    /// <summary>What there is to ask.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>Asks one of the questions.</summary>
    public void Ask(Question question, CancellationToken cancellation) => _ = Execution.Ask(question, _schema, _few, cancellation);

    // One column stands for all that are held alike.
    private static IEnumerable<Question> QuestionsTo(Schema schema, RecordBatch batch)
    {
        yield return new DescribeQuestion();
        yield return new MissingQuestion();
        yield return new UniqueQuestion();
        yield return new HeadQuestion();

        var held = schema.Fields.Where(f => batch.Schema.IndexOf(f.Name) >= 0).Select(f => (Field: f, Column: batch.Columns[batch.Schema.IndexOf(f.Name)])).ToArray();
        string[] keys = [.. held.Where(h => h.Column is DictionaryColumn).DistinctBy(h => ((DictionaryType)h.Column.Type).Index).Select(h => ColumnName.Quoted(h.Field.Name))];
        string[] numbers = [.. held.Where(h => h.Field.Logical.IsInteger || h.Field.Logical.Kind == LogicalKind.Real).DistinctBy(h => $"{h.Field.Type} in {h.Column.Type}").Select(h => ColumnName.Quoted(h.Field.Name))];
        foreach (string key in keys)
            yield return new ValueCountsQuestion(key);
        if (numbers.Length == 0)
            yield break;

        yield return new CorrelationQuestion();
        yield return new HistogramQuestion(numbers[0]);
        foreach (string key in keys)
            yield return new GroupByQuestion([key], [.. numbers.SelectMany(n => new[] { $"mean({n})", $"std({n})", $"max({n})" })]);
        yield return new AggregateQuestion([.. numbers.Select(n => $"mean({n} / {numbers[^1]})")])
        {
            Transforms = [new WhereTransform(string.Join(" and ", numbers.Select(n => $"{n} >= 1 and {n} < 10")))],
        };
    }
}
