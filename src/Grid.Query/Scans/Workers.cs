namespace Grid.Query;

/// <summary>Threads that share work. The one that asks takes part, so that there is always one.</summary>
public abstract class Workers
{
    /// <summary>No others: all is done by the thread that asks.</summary>
    public static Workers None { get; } = new Alone();

    /// <summary>How many threads there are at most.</summary>
    public abstract int Count { get; }

    /// <summary>Does every part of some work, and returns when all are done.</summary>
    /// <param name="parts">How many parts there are.</param>
    /// <param name="part">Does one; for any two at once.</param>
    public abstract void Run(int parts, Action<int> part);

    private sealed class Alone : Workers
    {
        public override int Count => 1;

        public override void Run(int parts, Action<int> part)
        {
            for (int i = 0; i < parts; i++)
                part(i);
        }
    }
}
