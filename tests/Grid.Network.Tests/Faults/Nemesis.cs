using Grid.Network.Tests.Hosts;

namespace Grid.Network.Tests.Faults;

/// <summary>Makes faults, drawn by a seed.</summary>
internal sealed class Nemesis(NetworkFleet fleet, int seed)
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(300);
    private const double Lost = 0.2;

    private static readonly NetworkFault[] Kinds = [.. Enum.GetValues<NetworkFault>().Where(kind => kind != NetworkFault.Clock || FakeClock.Missing is null)];

    private readonly Random _random = new(seed);
    private readonly int[] _counts = new int[Kinds.Length];

    /// <summary>Makes the next fault, and says what it is; the kinds come by turns, so that a short run has several.</summary>
    public string Next()
    {
        var kind = Kinds[_counts.Sum() % Kinds.Length];
        _counts[(int)kind]++;
        int[] silos = [.. Enumerable.Range(1, NetworkFleet.Silos)];
        _random.Shuffle(silos);
        int[] others = silos[1..];
        switch (kind)
        {
            case NetworkFault.Split:
                Part(silos[..2], silos[2..]);
                return $"{silos[0]} and {silos[1]} are parted from {silos[2]}, {silos[3]} and {silos[4]}";
            case NetworkFault.OneWay:
                foreach (int other in others)
                    fleet.Network.Cut(silos[0], other);
                return $"nothing of {silos[0]} arrives at other silos";
            case NetworkFault.CutOff:
                Part([silos[0]], [.. others, NetworkFleet.Store, NetworkFleet.Clients]);
                return $"{silos[0]} is cut off";
            case NetworkFault.FromStore:
                Part(silos[..2], [NetworkFleet.Store]);
                return $"{silos[0]} and {silos[1]} do not reach the store";
            case NetworkFault.FromClients:
                Part([silos[0]], [NetworkFleet.Clients]);
                return $"clients do not reach {silos[0]}";
            case NetworkFault.Slow:
                fleet.Network.Hinder(silos[0], Late, Lost, seed);
                return $"{silos[0]} is reached {Late.TotalMilliseconds:0} ms late, and {Lost:P0} of it is lost";
            case NetworkFault.Clock:
                var off = TimeSpan.FromSeconds(_random.Next(15, 240) * (_random.Next(2) == 0 ? 1 : -1));
                fleet.KillForOne(silos[0], off);
                return $"{silos[0]} is killed, and followed by one whose clock is off by {off.TotalSeconds:+0;-0} s";
            default:
                fleet.Kill(silos[0]);
                return $"{silos[0]} is killed";
        }
    }

    public override string ToString() => string.Join(", ", Kinds.Where(kind => _counts[(int)kind] > 0).Select(kind => $"{_counts[(int)kind]} {kind}"));

    private void Part(int[] some, int[] others)
    {
        foreach (var (one, other) in some.SelectMany(one => others.Select(other => (one, other))))
        {
            fleet.Network.Cut(one, other);
            fleet.Network.Cut(other, one);
        }
    }
}
