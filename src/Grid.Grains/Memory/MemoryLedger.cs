using Grid.Columns;

namespace Grid.Grains;

/// <summary>What the loads of a cluster have reserved in what its silos have left together, for use within one grain's turns.</summary>
/// <param name="locator">Knows the silos, and what they hold.</param>
/// <param name="seniority">How long a load that turns out larger than it was thought waits for those that were let in after it; null for ten seconds.</param>
internal sealed class MemoryLedger(IGrainLocator locator, TimeSpan? seniority = null)
{
    // Leases tell some times a second what silos hold: what has come to be held counts as reserved until they surely do.
    private const long LeaseLag = 1_500;

    // A load tells of itself with each partition, and again and again while it waits for one.
    private const long AbandonedAfter = 60_000;

    private readonly double _seniority = (seniority ?? TimeSpan.FromSeconds(10)).TotalMilliseconds;
    private readonly Dictionary<string, Reservation> _loads = [];
    private long _admitted;

    /// <summary>Reserves memory, or refuses. Of loads that do not fit together, those that came last are refused.</summary>
    /// <exception cref="MemoryBudgetException">It does not fit.</exception>
    public async Task ReserveAsync(ReservationRequest request, CancellationToken cancellation)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            long now = Environment.TickCount64;
            foreach (var (load, old) in _loads)
            {
                if (now - old.Told > AbandonedAfter)
                    _loads.Remove(load);
            }
            var silos = locator.Silos;
            long budget = silos.Sum(s => s.Budget), left = silos.Sum(s => s.Left);
            var before = _loads.GetValueOrDefault(request.Load);
            var others = _loads.Where(l => l.Key != request.Load).Select(l => l.Value).ToArray();
            if (request.Bytes + others.Sum(o => o.At(now)) <= left || silos.Any(s => s.Budget == 0))
            {
                _loads[request.Load] = before is null ? new Reservation(request.Bytes, 0, 0, now, _admitted++) : before.Become(request.Bytes, now);
                return;
            }
            long reserved = others.Sum(o => o.Bytes);
            // It may fit once the leases tell what the others hold by now, or once those are refused that came after it.
            bool mayFit = request.Bytes + reserved <= left
                || (before is not null && now - start < _seniority && others.Any(o => o.Admitted > before.Admitted && (o.Bytes > 0 || o.At(now) > 0)));
            if (!mayFit)
            {
                throw new MemoryBudgetException(
                    $"{request.What} takes about {ByteSize.Of(request.Bytes + request.Held)}, and the {silos.Count} silos have {ByteSize.Of(Math.Max(0, left - reserved) + request.Held)} left of their budgets of {ByteSize.Of(budget)}. "
                    + "Drop other datasets, load fewer files, add silos, or allow more memory.")
                {
                    Needed = request.Bytes + request.Held,
                    Left = Math.Max(0, left - reserved) + request.Held,
                };
            }
            if (before is not null)
                _loads[request.Load] = before with { Told = now };
            await Task.Delay(ChangeSignal.PollInterval, cancellation);
        }
    }

    /// <summary>Gives back what a load has reserved.</summary>
    public void Release(string load)
    {
        long now = Environment.TickCount64;
        if (_loads.TryGetValue(load, out var before))
            _loads[load] = before.Become(0, now);
    }

    /// <summary>What a load has reserved.</summary>
    /// <param name="Bytes">By now.</param>
    /// <param name="Before">Before it last became less.</param>
    /// <param name="Changed">When that was, in milliseconds of <see cref="Environment.TickCount64"/>.</param>
    /// <param name="Told">When the load was last heard of.</param>
    /// <param name="Admitted">Which of the loads it is, in the order in which they were let in.</param>
    private sealed record Reservation(long Bytes, long Before, long Changed, long Told, long Admitted)
    {
        public long At(long now) => now - Changed < LeaseLag ? Math.Max(Before, Bytes) : Bytes;

        public Reservation Become(long bytes, long now) => bytes < Bytes
            ? this with { Bytes = bytes, Before = At(now), Changed = now, Told = now }
            : this with { Bytes = bytes, Told = now };
    }
}
