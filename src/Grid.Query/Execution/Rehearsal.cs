using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Asks a few rows of a partition each kind of question, and throws the answers away: the code that answers for columns held
/// as these are is then compiled before somebody waits for it.
/// </summary>
public sealed class Rehearsal
{
    // A state has more groups than are merged in one piece, where nearly each row is one; little beside a partition.
    private const int MostRows = 4 * GroupShards.FewGroups;

    // Rows of the other side of a join.
    private const int FewRows = 8;

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
            (_few, Questions, Pieces) = ([], [], []);
            return;
        }
        int rows = Math.Min(MostRows, batch.Length), half = rows / 2;
        // Two, so that states are merged.
        var texts = new DatasetTexts(new Lock(), _ => true);
        _few = [new(_schema, [batch.Slice(0, half)]) { Texts = texts }, new(_schema, [batch.Slice(half, rows - half)], half) { Texts = texts }];
        var questions = new RehearsalQuestions(_schema, batch);
        Questions = questions.All;
        Pieces =
        [
            .. Questions.Select(question => (Action<CancellationToken>)(end => Ask(question, end))),
            .. questions.OfManyGroups.Select(question => (Action<CancellationToken>)(end => AskTogether(question, end))),
            .. questions.Joins.Select(join => (Action<CancellationToken>)(end => Read(join, end))),
        ];
    }

    /// <summary>What there is to do, in order, each in a moment.</summary>
    public IReadOnlyList<Action<CancellationToken>> Pieces { get; }

    /// <summary>Questions that cost little over any rows, for whoever carries questions to partitions: to one alone, and to one that joins with itself.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="partition">The partition's key.</param>
    public static IReadOnlyList<Question> Brief(Schema schema, string partition) => RehearsalQuestions.Brief(schema, partition);

    /// <summary>What there is to ask.</summary>
    internal IReadOnlyList<Question> Questions { get; }

    private void Ask(Question question, CancellationToken cancellation) => _ = Execution.Ask(question, _schema, _few, Side, cancellation);

    // As partitions that have the same, many groups are taken, which these few rows cannot have.
    private void AskTogether(Question question, CancellationToken cancellation)
    {
        switch (Execution.Start(question, _schema).NextScan)
        {
            case ISharedScan<GroupPass, GroupState> groups:
                Settle(groups, cancellation);
                break;
            case ISharedScan<PickPass, PickState> picks:
                Settle(picks, cancellation);
                break;
        }
    }

    private void Settle<TPass, TState>(ISharedScan<TPass, TState> scan, CancellationToken cancellation) where TPass : class where TState : AggregateState
    {
        var states = Array.ConvertAll(_few, table => scan.ComputeAlone(table, cancellation));
        PendingTable<TPass, TState>.Settle(
            states, state => new PendingTable<TPass, TState>(scan, _few[Array.IndexOf(states, state)], 1, cancellation), state => state, Workers.None);
    }

    // The rows that a join makes, as they are collected and saved.
    private void Read(JoinTransform join, CancellationToken cancellation)
    {
        var rows = FrameRows.Of(_schema, [join]);
        foreach (var table in _few)
            rows.Take(table, cancellation, [.. rows.Sides.Select(Side)]);
    }

    private JoinSide Side(JoinSideSpec spec)
    {
        var (transforms, columns) = spec.RowsOf(RehearsalQuestions.Other(_schema, spec.Columns));
        var rows = FrameRows.Of(_schema, transforms, columns);
        var batch = _few[^1].Batches[0];
        var few = new PartitionTable(_schema, [batch.Slice(0, Math.Min(FewRows, batch.Length))]);
        return JoinSide.Build(spec, rows.Take(few, CancellationToken.None), rows.Schema, CancellationToken.None);
    }
}
