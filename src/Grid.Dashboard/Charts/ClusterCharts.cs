using System.Globalization;

namespace Grid.Dashboard;

/// <summary>Charts of the cluster, as options of Apache ECharts.</summary>
internal static class ClusterCharts
{
    private const int RowHeight = 26;

    // Seen on a light page as on a dark one.
    private static readonly string[] Colours = ["#5c6bc0", "#26a69a", "#fb8c00", "#d81b60", "#8d6e63", "#90a4ae"];

    /// <summary>What silos held over time.</summary>
    public static object Memory(IReadOnlyList<MemorySample> samples)
    {
        string[] silos = [.. samples.SelectMany(s => s.Bytes.Keys).Distinct().Order(StringComparer.Ordinal)];
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            color = Colours,
            tooltip = new { trigger = "axis", renderMode = "richText" },
            legend = new { top = 0, type = "scroll" },
            grid = new { left = 70, right = 20, top = 40, bottom = 45 },
            useUTC = true,
            xAxis = new { type = "time", name = "time, UTC", nameLocation = "middle", nameGap = 28, splitNumber = 4, axisLabel = new { hideOverlap = true } },
            yAxis = new { type = "value", name = "memory, MB", nameLocation = "middle", nameGap = 50, min = 0 },
            series = silos.Select(silo => new
            {
                name = silo,
                type = "line",
                showSymbol = samples.Count < 3,
                data = samples.Where(s => s.Bytes.ContainsKey(silo)).Select(s => new[] { s.At.ToUnixTimeMilliseconds(), Math.Round(s.Bytes[silo] / 1e6, 3) }),
            }),
        };
    }

    /// <summary>When silos came, drained and went: a bar each.</summary>
    public static object Lives(ClusterView now, IReadOnlyList<ClusterEvent> events)
    {
        var lives = LivesOf(now, events);
        return new
        {
            animation = false,
            backgroundColor = "transparent",
            grid = new { left = 10, right = 20, top = 10, bottom = 45, containLabel = true },
            useUTC = true,
            xAxis = new { type = "time", name = "time, UTC", nameLocation = "middle", nameGap = 28, splitNumber = 4, axisLabel = new { hideOverlap = true } },
            yAxis = new { type = "category", data = lives.Select(l => Short(l.Silo)), inverse = true },
            series = lives.SelectMany((life, row) => life.Parts.Select(part => new
            {
                type = "line",
                showSymbol = false,
                lineStyle = new { width = 12, color = ColorOf(part.What), cap = "butt" },
                data = new[] { new object[] { part.From.ToUnixTimeMilliseconds(), row }, [part.To.ToUnixTimeMilliseconds(), row] },
                markPoint = part.What != SiloChange.Lost ? null : new { symbol = "pin", symbolSize = 22, itemStyle = new { color = ColorOf(SiloChange.Lost) }, data = new[] { new { coord = new object[] { part.To.ToUnixTimeMilliseconds(), row } } } },
            })),
        };
    }

    /// <summary>Pixels that <see cref="Lives"/> takes.</summary>
    public static int HeightOfLives(ClusterView now, IReadOnlyList<ClusterEvent> events) => 65 + (RowHeight * LivesOf(now, events).Count);

    private static List<(string Silo, List<(DateTimeOffset From, DateTimeOffset To, SiloChange What)> Parts)> LivesOf(ClusterView now, IReadOnlyList<ClusterEvent> events)
    {
        var lives = new List<(string, List<(DateTimeOffset, DateTimeOffset, SiloChange)>)>();
        foreach (var silo in events.Reverse().GroupBy(e => e.Silo).Take(40))
        {
            var parts = new List<(DateTimeOffset From, DateTimeOffset To, SiloChange What)>();
            var all = silo.ToArray();
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].What is SiloChange.Joined or SiloChange.Leaving)
                    parts.Add((all[i].At, i + 1 < all.Length ? all[i + 1].At : now.At, all[i].What));
                else if (parts.Count == 0)
                    parts.Add((all[i].At, all[i].At, all[i].What));
                else if (all[i].What == SiloChange.Lost)
                    parts[^1] = parts[^1] with { What = SiloChange.Lost };
            }
            lives.Add((silo.Key, parts));
        }
        return lives;
    }

    private static string ColorOf(SiloChange what) => what switch
    {
        SiloChange.Joined => "#43a047",
        SiloChange.Leaving => "#fb8c00",
        _ => "#e53935",
    };

    private static string Short(string name) => name.Length <= 16 ? name : string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, 15)}…");
}
