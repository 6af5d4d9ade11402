using System.Globalization;
using System.Net;
using Amazon.DynamoDBv2.Model;

namespace Grid.Hosting;

/// <summary>
/// A silo as an item of the membership's table, as Microsoft.Orleans.Clustering.DynamoDB lays it out. What is null or blank has no
/// attribute; numbers are always there.
/// </summary>
internal static class SiloItem
{
    /// <summary>The table's partition key: the cluster's id.</summary>
    public const string Cluster = "DeploymentId";

    /// <summary>Its sort key: <c>address-port-generation</c>, or <see cref="Version"/>.</summary>
    public const string Silo = "SiloIdentity";

    /// <summary>The sort key of the item that has the table's version.</summary>
    public const string Version = "VersionRow";

    public const string Status = "SiloStatus";
    public const string GatewayPort = "ProxyPort";
    public const string TableVersion = "MembershipVersion";
    public const string Etag = "ETag";
    public const string Alive = "IAmAliveTime";

    private const string Address = "Address";
    private const string Port = "Port";
    private const string Generation = "Generation";
    private const string Host = "HostName";
    private const string Name = "SiloName";
    private const string Started = "StartTime";
    private const string SuspectedBy = "SuspectingSilos";
    private const string SuspectedAt = "SuspectingTimes";
    private const string Time = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    /// <summary>The sort key of a silo's item.</summary>
    public static string IdentityOf(SiloAddress silo) =>
        string.Create(CultureInfo.InvariantCulture, $"{silo.Endpoint.Address}-{silo.Endpoint.Port}-{silo.Generation}");

    /// <summary>The attributes of a silo's item, without its key.</summary>
    /// <param name="entry">The silo.</param>
    /// <param name="version">The version of the table that writes it.</param>
    /// <param name="etag">The item's new version.</param>
    public static Dictionary<string, AttributeValue> Of(MembershipEntry entry, int version, int etag)
    {
        var suspicions = entry.SuspectTimes ?? [];
        var item = Numbers(version, etag, entry.SiloAddress.Endpoint.Port, entry.SiloAddress.Generation, (int)entry.Status, entry.ProxyPort);
        foreach (var (attribute, text) in new[]
        {
            (Address, entry.SiloAddress.Endpoint.Address.ToString()),
            (Host, entry.HostName),
            (Name, entry.SiloName),
            (Started, TextOf(entry.StartTime)),
            (Alive, TextOf(entry.IAmAliveTime)),
            (SuspectedBy, string.Join('|', suspicions.Select(s => s.Item1.ToParsableString()))),
            (SuspectedAt, string.Join('|', suspicions.Select(s => TextOf(s.Item2)))),
        })
        {
            if (!string.IsNullOrWhiteSpace(text))
                item.Add(attribute, new AttributeValue(text));
        }
        return item;
    }

    /// <summary>The attributes of the item that has the table's version, without its key.</summary>
    public static Dictionary<string, AttributeValue> OfVersion(int version, int etag) => Numbers(version, etag, 0, 0, 0, 0);

    /// <summary>The silo of an item.</summary>
    /// <exception cref="FormatException">The item is none of a silo.</exception>
    public static MembershipEntry Read(Dictionary<string, AttributeValue> item)
    {
        string[] by = Parts(item, SuspectedBy);
        string[] at = Parts(item, SuspectedAt);
        if (by.Length != at.Length)
            throw new FormatException($"{SuspectedBy} names {by.Length} silos, and {SuspectedAt} {at.Length} times.");
        return new MembershipEntry
        {
            SiloAddress = AddressOf(item, Port),
            Status = (SiloStatus)NumberOf(item, Status),
            HostName = TextOf(item, Host) ?? "",
            SiloName = TextOf(item, Name) ?? "",
            ProxyPort = NumberOf(item, GatewayPort),
            StartTime = TimeOf(TextOf(item, Started)),
            IAmAliveTime = TimeOf(TextOf(item, Alive)),
            SuspectTimes = by.Length == 0 ? null : [.. by.Zip(at, (silo, time) => Tuple.Create(SiloAddress.FromParsableString(silo), TimeOf(time)))],
        };
    }

    /// <summary>Where clients reach the silo of an item.</summary>
    public static SiloAddress GatewayOf(Dictionary<string, AttributeValue> item) => AddressOf(item, GatewayPort);

    /// <summary>Whether two items say the same of a silo; heartbeats aside.</summary>
    public static bool AreSame(Dictionary<string, AttributeValue> one, Dictionary<string, AttributeValue> other) =>
        one.Where(a => a.Key is not (Cluster or Silo or Alive)).All(a => other.TryGetValue(a.Key, out var value) && value.S == a.Value.S && value.N == a.Value.N);

    /// <summary>A number of an item; 0 where it has none.</summary>
    public static int NumberOf(Dictionary<string, AttributeValue> item, string attribute) =>
        item.TryGetValue(attribute, out var value) ? int.Parse(value.N, CultureInfo.InvariantCulture) : 0;

    /// <summary>When the silo of an item said last that it is alive; null where that is not known.</summary>
    public static DateTime? AliveAt(Dictionary<string, AttributeValue> item) =>
        DateTime.TryParseExact(TextOf(item, Alive), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;

    /// <summary>A time as the table has it.</summary>
    public static string TextOf(DateTime time) => time.ToString(Time, CultureInfo.InvariantCulture);

    /// <summary>A number as an attribute.</summary>
    public static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private static Dictionary<string, AttributeValue> Numbers(int version, int etag, int port, int generation, int status, int gatewayPort) => new()
    {
        [TableVersion] = Number(version),
        [Etag] = Number(etag),
        [Port] = Number(port),
        [Generation] = Number(generation),
        [Status] = Number(status),
        [GatewayPort] = Number(gatewayPort),
    };

    private static SiloAddress AddressOf(Dictionary<string, AttributeValue> item, string port) => SiloAddress.New(
        IPAddress.Parse(TextOf(item, Address) ?? throw new FormatException($"There is no {Address}.")), NumberOf(item, port), NumberOf(item, Generation));

    private static DateTime TimeOf(string? text) => text is null ? default
        : DateTime.ParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string? TextOf(Dictionary<string, AttributeValue> item, string attribute) => item.GetValueOrDefault(attribute)?.S is { Length: > 0 } text ? text : null;

    private static string[] Parts(Dictionary<string, AttributeValue> item, string attribute) => TextOf(item, attribute)?.Split('|') ?? [];
}
