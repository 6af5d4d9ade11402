namespace Grid.Grains;

/// <summary>
/// Other sides of joins, each read once for all that use it, and let go when nobody has for a while, or when another needs its room. Safe for any number of threads.
/// </summary>
/// <typeparam name="T">What they are held as.</typeparam>
/// <param name="memory">The silo's account.</param>
internal sealed class HeldSides<T>(SiloMemory memory) where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HeldSide<T>> _all = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _all.Count;
        }
    }

    /// <summary>Makes sure that there is one, which is not read yet.</summary>
    /// <param name="key">What it is known by.</param>
    /// <param name="reserve">Takes its memory, in the name that it is given.</param>
    public HeldSide<T> Reserve(string key, Action<string> reserve)
    {
        var known = Find(key);
        if (known is not null)
            return known;
        var side = new HeldSide<T>(NewOwner());
        // Not under the lock: what has no room has others let go of theirs.
        reserve(side.Owner);
        lock (_gate)
        {
            if (!_all.TryGetValue(key, out var other) || other.HasFailed)
                return _all[key] = side;
            known = other;
        }
        memory.Hold(side.Owner, 0);
        return known;
    }

    /// <summary>Takes one to use it until it is given back, and has it read where that is not done.</summary>
    /// <param name="key">What it is known by.</param>
    /// <param name="read">Reads it, in the name of an owner, until it is ended.</param>
    /// <param name="serves">Whether one that is there will do; null for any.</param>
    public HeldSide<T> Take(string key, Func<string, CancellationToken, Task<T>> read, Func<T, bool>? serves = null)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(key, out var side) || side.HasFailed || (serves is not null && side.Value is { IsCompletedSuccessfully: true } value && !serves(value.Result)))
                _all[key] = side = new HeldSide<T>(NewOwner());
            // Not within the turns of whoever happens to be the first: it may end before the side is here.
            side.Value ??= Task.Run(() => read(side.Owner, side.End.Token));
            side.Users++;
            return side;
        }
    }

    /// <summary>Takes one that is read already to use it until it is given back; null where there is none.</summary>
    public HeldSide<T>? TakeRead(string key)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(key, out var side) || side.Value is not { IsCompletedSuccessfully: true })
                return null;
            side.Users++;
            return side;
        }
    }

    /// <summary>Gives one back.</summary>
    public void Return(HeldSide<T> side)
    {
        lock (_gate)
            (side.Users, side.LastUse) = (side.Users - 1, Environment.TickCount64);
    }

    /// <summary>Lets go of those that meet a condition, and ends what is being read of them.</summary>
    public void Remove(Func<HeldSide<T>, bool> condition)
    {
        HeldSide<T>[] removed;
        lock (_gate)
        {
            var all = _all.Where(side => condition(side.Value)).ToArray();
            foreach (var (key, _) in all)
                _all.Remove(key);
            removed = [.. all.Select(side => side.Value)];
        }
        foreach (var side in removed)
        {
            side.End.Cancel();
            memory.Hold(side.Owner, 0);
        }
    }

    /// <summary>Lets go of those that nobody has used in a while.</summary>
    public void Collect(TimeSpan age)
    {
        long now = Environment.TickCount64;
        Remove(side => side.Users == 0 && side.Value is not { IsCompleted: false } && now - side.LastUse >= age.TotalMilliseconds);
    }

    private HeldSide<T>? Find(string key)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(key, out var side) || side.HasFailed)
                return null;
            side.LastUse = Environment.TickCount64;
            return side;
        }
    }

    private static string NewOwner() => $"join {Guid.NewGuid():N}";
}
