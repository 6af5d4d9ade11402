namespace Grid.Grains;

/// <summary>
/// What a question holds on a silo of states, as it is in the silo's account: columns are let go of for it, and what would not fit is refused.
/// For use within one grain's turns.
/// </summary>
/// <param name="residents">The columns on the silo, and its account.</param>
/// <param name="what">What they are of, as the start of a message.</param>
internal sealed class HeldStates(Residents residents, string what) : IDisposable
{
    private readonly string _owner = $"states {Guid.NewGuid():N}";
    private bool _ended;

    /// <summary>Bytes that are held, those that are not counted included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Counts bytes besides those that are held, or fewer of them.</summary>
    /// <exception cref="MemoryBudgetException">They do not fit; nothing is changed.</exception>
    public void Add(long bytes)
    {
        // What comes late is nobody's any more.
        if (_ended)
            return;
        residents.HoldStates(_owner, Math.Max(0, Bytes + bytes - residents.LittleStates), what);
        Bytes += bytes;
    }

    /// <summary>Counts so many bytes in place of those that are held.</summary>
    /// <exception cref="MemoryBudgetException">They do not fit; nothing is changed.</exception>
    public void Set(long bytes) => Add(bytes - Bytes);

    /// <summary>Counts none from now on.</summary>
    public void Dispose()
    {
        Set(0);
        _ended = true;
    }
}
