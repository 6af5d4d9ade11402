using Grid.Columns;

namespace Grid.Grains;

/// <summary>
/// The account of the bytes that partitions hold on this silo, or will: their memory is not the garbage collector's to
/// judge. A load reserves what it is thought to need before it starts, and partitions replace that by what they take.
/// </summary>
/// <param name="silo">The silo's name, for messages.</param>
/// <param name="budget">Bytes that may be held.</param>
public sealed class SiloMemory(string silo, long budget)
{
    private readonly Dictionary<string, long> _held = [];
    private readonly Dictionary<string, long> _expected = [];
    private long _used;

    /// <summary>Bytes that may be held.</summary>
    public long Budget => budget;

    /// <summary>The silo's name.</summary>
    internal string Silo => silo;

    /// <summary>What all of this is changed under.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Lets go of so many bytes that are held and can be had again, or of as many as there are, and says how many; null for none.</summary>
    internal Func<long, long>? Reclaim { get; set; }

    /// <summary>Told when there is more room than there was.</summary>
    internal Action? Freed { get; set; }

    /// <summary>Bytes that are left; negative where more are held than may be.</summary>
    internal long Room => budget - _used - _expected.Values.Sum();

    /// <summary>Bytes that are left, without what is held for the time being alone where they would be too few.</summary>
    internal long RoomFor(long bytes)
    {
        lock (Gate)
        {
            if (bytes > Room)
                Spare?.Invoke();
            return Room;
        }
    }

    /// <summary>Lets go what is held for the time being alone; called where something does not fit.</summary>
    internal Action? Spare { get; set; }

    /// <summary>Bytes that are held or reserved.</summary>
    public long Used
    {
        get
        {
            lock (Gate)
                return _used;
        }
    }

    /// <summary>Bytes that an owner holds.</summary>
    public long HeldBy(string owner)
    {
        lock (Gate)
            return _held.GetValueOrDefault(owner);
    }

    /// <summary>Bytes that are held by owners whose names begin so.</summary>
    internal long HeldFor(string prefix)
    {
        lock (Gate)
            return _held.Where(held => held.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(held => held.Value);
    }

    /// <summary>Takes bytes for an owner in place of what it has, or refuses and leaves all as it is.</summary>
    /// <param name="owner">Who holds them.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are for, as the start of a message, for the message.</param>
    /// <param name="held">Bytes that others hold already for the same thing, for the message.</param>
    /// <exception cref="MemoryBudgetException">They do not fit.</exception>
    public void Reserve(string owner, long bytes, string what, long held = 0)
    {
        lock (Gate)
        {
            Check(owner, bytes, what, held);
            Set(owner, bytes);
        }
    }

    /// <summary>
    /// Keeps room for what an owner is about to hold, or refuses: for what the whole cluster's ledger counts as reserved
    /// already, so that it is not told as <see cref="Used"/> on top of that.
    /// </summary>
    /// <param name="owner">Who will hold them, and then says so with <see cref="Hold"/>.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are for, as the start of a message.</param>
    /// <exception cref="MemoryBudgetException">They do not fit.</exception>
    public void Expect(string owner, long bytes, string what)
    {
        lock (Gate)
        {
            Check(owner, bytes, what, 0);
            _expected[owner] = bytes;
        }
    }

    /// <summary>Takes the bytes that an owner holds by now, fit or not; 0 frees them.</summary>
    public void Hold(string owner, long bytes)
    {
        lock (Gate)
            Set(owner, bytes);
    }

    /// <summary>Takes bytes for an owner besides what it has, where they are left as it is; gives them back where they are negative.</summary>
    internal bool TryAdd(string owner, long bytes)
    {
        lock (Gate)
        {
            if (bytes > 0 && bytes > Room)
                return false;
            Set(owner, _held.GetValueOrDefault(owner) + bytes);
            return true;
        }
    }

    private void Check(string owner, long bytes, string what, long held)
    {
        long others = Others(owner);
        if (others + bytes > budget && Spare is { } spare)
        {
            spare();
            others = Others(owner);
        }
        if (others + bytes > budget && Reclaim is { } reclaim)
        {
            reclaim(others + bytes - budget);
            others = Others(owner);
        }
        if (others + bytes > budget)
        {
            throw new MemoryBudgetException(
                $"{what} takes about {ByteSize.Of(bytes + held)}, and silo '{silo}' has {ByteSize.Of(Math.Max(0, budget - others + held))} left of its budget of {ByteSize.Of(budget)}. "
                + "Drop other datasets, load fewer files, or allow more memory.")
            {
                Needed = bytes + held,
                Left = Math.Max(0, budget - others + held),
            };
        }
    }

    private long Others(string owner) => _used - _held.GetValueOrDefault(owner) + _expected.Values.Sum() - _expected.GetValueOrDefault(owner);

    private void Set(string owner, long bytes)
    {
        long before = _held.GetValueOrDefault(owner);
        bool freed = _expected.Remove(owner) || bytes < before;
        _used += bytes - before;
        if (bytes == 0)
            _held.Remove(owner);
        else
            _held[owner] = bytes;
        if (freed)
            Freed?.Invoke();
    }
}
