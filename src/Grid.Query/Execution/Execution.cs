using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A question being answered: it hands out scans, takes the merged state of each, and ends in an answer.
/// <code>
/// var execution = Execution.Start(question, schema);
/// while (execution.NextScan is { } scan)
///     execution.Accept(merged states of scan.Compute over every partition);
/// var answer = execution.Finish();
/// </code>
/// Not thread-safe: one caller drives an execution.
/// </summary>
public abstract class Execution
{
    private protected Execution()
    {
    }

    /// <summary>Binds a question to a dataset's logical schema.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="statesTravel">Whether states go from process to process, and are to be of the size of a message.</param>
    /// <param name="areShared">Whether those of many groups stay where they are and are cut (<see cref="GroupCut"/>), and may be larger.</param>
    /// <exception cref="QuestionException">A column is not known, an expression is malformed, or a figure is out of range.</exception>
    public static Execution Start(Question question, Schema schema, bool statesTravel = false, bool areShared = false)
    {
        long budget = !statesTravel ? GroupLimits.Budget : areShared && question is GroupByQuestion ? GroupLimits.SharedBudget : GroupLimits.MessageBudget;
        var frame = FramePlan.Of(schema, question.Transforms);
        Execution execution = question switch
        {
            DescribeQuestion q => new DescribeExecution(q, frame, budget),
            MissingQuestion q => new MissingExecution(q, frame),
            CorrelationQuestion q => new CorrelationExecution(q, frame),
            GroupByQuestion q => new GroupByExecution(q, frame, budget),
            ValueCountsQuestion q => new ValueCountsExecution(q, frame, budget),
            UniqueQuestion q => new UniqueExecution(q, frame),
            AggregateQuestion q => new AggregateExecution(q, frame, budget),
            HistogramQuestion q => new HistogramExecution(q, frame),
            HeadQuestion q => new HeadExecution(q, frame),
            _ => throw new QuestionException($"a question of type {question.GetType().Name} is not known."),
        };
        return frame.Joins.Count == 0 ? execution : new JoinedExecution(execution, frame.Joins);
    }

    /// <summary>Who shares the work of accepting and of finishing.</summary>
    public Workers Workers { get; set; } = Workers.None;

    /// <summary>What to compute next of every partition; null when there is nothing left to ask, and <see cref="Finish"/> is due.</summary>
    public abstract Scan? NextScan { get; }

    /// <summary>How the groups that <see cref="NextScan"/> finds are shared out where they are many, so that each of several takes some (<see cref="GroupShare"/>); null where one has to take all.</summary>
    public virtual GroupSharing? Sharing => null;

    /// <summary>Takes the state of <see cref="NextScan"/>, merged over all partitions, and moves on.</summary>
    /// <exception cref="QuestionException">The data does not allow an answer, for example because there are too many groups.</exception>
    /// <exception cref="ArgumentException">The state is not one of that scan.</exception>
    public abstract void Accept(AggregateState mergedOfAllPartitions);

    /// <summary>The answer, once <see cref="NextScan"/> is null.</summary>
    /// <exception cref="InvalidOperationException">There are scans left.</exception>
    public abstract Answer Finish();

    /// <summary>Answers a question over tables at hand, one after the other.</summary>
    /// <exception cref="QuestionException">See <see cref="Start"/> and <see cref="Accept"/>.</exception>
    public static Answer Ask(Question question, Schema schema, IReadOnlyList<PartitionTable> tables, CancellationToken cancellation = default) =>
        Ask(question, schema, tables, side => throw new InvalidOperationException($"'{side.Source}' is not at hand."), cancellation);

    /// <summary>Answers a question that joins tables at hand with others.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="tables">The tables, in order.</param>
    /// <param name="sides">Gives the other sides of joins.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="QuestionException">See <see cref="Start"/> and <see cref="Accept"/>.</exception>
    public static Answer Ask(
        Question question, Schema schema, IReadOnlyList<PartitionTable> tables, Func<JoinSideSpec, JoinSide> sides, CancellationToken cancellation = default)
    {
        var execution = Start(question, schema);
        // No partition is a table without rows.
        var parts = tables.Count > 0 ? tables : [new PartitionTable(schema, [])];
        while (execution.NextScan is { } next)
        {
            var scan = next is JoinedScan joined ? joined.Over([.. joined.Sides.Select(sides)]) : next;
            execution.Accept(AggregateState.Merge([.. parts.Select(part => scan.Compute(part, cancellation))], Workers.None));
        }
        return execution.Finish();
    }

    /// <summary>The state as what a scan of this execution gives.</summary>
    private protected static T Expect<T>(AggregateState state) where T : AggregateState =>
        state as T ?? throw new ArgumentException($"A {state.GetType().Name} is not what the scan gives; expected a {typeof(T).Name}.");

    private protected static InvalidOperationException Unfinished() => new("The question is not answered yet: there is a next scan.");
}
