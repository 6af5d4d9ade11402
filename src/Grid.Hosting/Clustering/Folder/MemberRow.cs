using System.Globalization;

namespace Grid.Hosting;

/// <summary>A silo's row in a folder's membership.</summary>
internal sealed record MemberRow
{
    public required string Address { get; init; }

    public required SiloStatus Status { get; init; }

    public required string Name { get; init; }

    public required string Host { get; init; }

    public required int GatewayPort { get; init; }

    public required DateTime Started { get; init; }

    /// <summary>Who holds it for dead, and since when.</summary>
    public required IReadOnlyList<MemberSuspicion> Suspicions { get; init; }

    /// <summary>The version of the membership that changed the row last.</summary>
    public required int Changed { get; init; }

    public string Etag => Changed.ToString(CultureInfo.InvariantCulture);

    public static MemberRow Of(MembershipEntry entry, int version) => new()
    {
        Address = entry.SiloAddress.ToParsableString(),
        Status = entry.Status,
        Name = entry.SiloName,
        Host = entry.HostName,
        GatewayPort = entry.ProxyPort,
        Started = entry.StartTime,
        Suspicions = [.. (entry.SuspectTimes ?? []).Select(s => new MemberSuspicion(s.Item1.ToParsableString(), s.Item2))],
        Changed = version,
    };

    public MembershipEntry ToEntry(DateTime alive) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(Address),
        Status = Status,
        SiloName = Name,
        HostName = Host,
        ProxyPort = GatewayPort,
        StartTime = Started,
        IAmAliveTime = alive,
        SuspectTimes = Suspicions.Count == 0 ? null : [.. Suspicions.Select(s => Tuple.Create(SiloAddress.FromParsableString(s.By), s.Since))],
    };
}
