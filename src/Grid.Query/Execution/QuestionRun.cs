using Grid.Arrow;

namespace Grid.Query;

/// <summary>
/// A question being answered: it hands out passes, takes the merged partial of each, and ends in an answer.
/// <code>
/// var run = QuestionRun.Start(question, schema);
/// while (run.NextPass is { } pass)
///     run.Accept(merged partials of pass.Compute over every partition);
/// var answer = run.Finish();
/// </code>
/// Not thread-safe: one caller drives a run.
/// </summary>
public abstract class QuestionRun
{
    private protected QuestionRun()
    {
    }

    /// <summary>Binds a question to a dataset's logical schema.</summary>
    /// <exception cref="QuestionException">A column is not known, an expression is malformed, or a figure is out of range.</exception>
    public static QuestionRun Start(Question question, Schema schema)
    {
        var frame = FramePlan.Of(schema, question.Transforms);
        return question switch
        {
            DescribeQuestion q => new DescribeRun(q, frame),
            MissingQuestion q => new MissingRun(q, frame),
            CorrelationQuestion q => new CorrelationRun(q, frame),
            GroupByQuestion q => new GroupByRun(q, frame),
            ValueCountsQuestion q => new ValueCountsRun(q, frame),
            UniqueQuestion q => new UniqueRun(q, frame),
            AggregateQuestion q => new AggregateRun(q, frame),
            HistogramQuestion q => new HistogramRun(q, frame),
            HeadQuestion q => new HeadRun(q, frame),
            _ => throw new QuestionException($"a question of type {question.GetType().Name} is not known."),
        };
    }

    /// <summary>What to compute next of every partition; null when there is nothing left to ask, and <see cref="Finish"/> is due.</summary>
    public abstract Pass? NextPass { get; }

    /// <summary>Takes the partial of <see cref="NextPass"/>, merged over all partitions, and moves on.</summary>
    /// <exception cref="QuestionException">The data does not allow an answer, for example because there are too many groups.</exception>
    /// <exception cref="ArgumentException">The partial is not one of that pass.</exception>
    public abstract void Accept(Partial mergedOfAllPartitions);

    /// <summary>The answer, once <see cref="NextPass"/> is null.</summary>
    /// <exception cref="InvalidOperationException">There are passes left.</exception>
    public abstract Answer Finish();

    /// <summary>Answers a question over tables at hand, one after the other.</summary>
    /// <exception cref="QuestionException">See <see cref="Start"/> and <see cref="Accept"/>.</exception>
    public static Answer Ask(Question question, Schema schema, IReadOnlyList<PartitionTable> tables, CancellationToken cancellation = default)
    {
        var run = Start(question, schema);
        // No partition is a table without rows.
        var parts = tables.Count > 0 ? tables : [new PartitionTable(schema, [])];
        while (run.NextPass is { } pass)
        {
            var merged = pass.Compute(parts[0], cancellation);
            for (int i = 1; i < parts.Count; i++)
                merged = merged.Merge(pass.Compute(parts[i], cancellation));
            run.Accept(merged);
        }
        return run.Finish();
    }

    /// <summary>The partial as what a pass of this run gives.</summary>
    private protected static T Expect<T>(Partial partial) where T : Partial =>
        partial as T ?? throw new ArgumentException($"A {partial.GetType().Name} is not what the pass gives; expected a {typeof(T).Name}.");

    private protected static InvalidOperationException Unfinished() => new("The question is not answered yet: there is a next pass.");
}
