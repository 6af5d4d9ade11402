using System.Diagnostics;

namespace Grid.LocalEngine;

/// <summary>
/// Runs the turns of one activation on pool threads, one at a time and in order: what awaits within a grain comes back here.
/// </summary>
/// <param name="longTurn">A turn that takes longer is reported.</param>
/// <param name="report">Told how long it took.</param>
internal sealed class TurnScheduler(TimeSpan longTurn, Action<TimeSpan> report) : TaskScheduler, IThreadPoolWorkItem
{
    // A busy grain gives its thread back after this many turns, so that others get theirs.
    private const int TurnsInARow = 64;

    private readonly Lock _gate = new();
    private readonly Queue<Task> _turns = new();
    private bool _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        for (int i = 0; i < TurnsInARow; i++)
        {
            Task turn;
            lock (_gate)
            {
                if (!_turns.TryDequeue(out turn!))
                {
                    _scheduled = false;
                    return;
                }
            }
            long start = Stopwatch.GetTimestamp();
            TryExecuteTask(turn);
            var took = Stopwatch.GetElapsedTime(start);
            if (took > longTurn)
                report(took);
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _turns.Enqueue(task);
            if (_scheduled)
                return;
            _scheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    // Within a turn (Current is this) a continuation may run where it stands: it is still the only turn.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return [.. _turns];
    }
}
