using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Grid.Hosting;

/// <summary>
/// The membership of silos in a table of DynamoDB, in the layout of Microsoft.Orleans.Clustering.DynamoDB: silos of both may share it. Many
/// clusters may have theirs in one table. An item a silo, and one for the table's version, which every change moves on within the same
/// transaction.
/// </summary>
internal sealed class DynamoDbMembership(DynamoDbTable table, string clusterId, bool create, ILogger<DynamoDbMembership> log) : IMembershipTable, IDisposable
{
    private const int Tries = 20;
    private const string IsSame = $"{SiloItem.Etag} = :before";

    public void Dispose() => table.Dispose();

    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, default);

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await table.OpenAsync(create, cancellationToken);
        if (!tryInitTableVersion || await table.GetAsync(clusterId, SiloItem.Version, cancellationToken) is not null)
            return;
        try
        {
            await table.PutAsync(table.Key(clusterId, SiloItem.Version).Concat(SiloItem.OfVersion(0, 0)).ToDictionary(), cancellationToken);
        }
        catch (ConditionalCheckFailedException)
        {
            // Another silo was first.
        }
    }

    public Task<MembershipTableData> ReadAll() => ReadAllAsync(default);

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            var version = await table.GetAsync(clusterId, SiloItem.Version, cancellationToken)
                ?? throw new KeyNotFoundException($"The membership of cluster '{clusterId}' in table '{table.Name}' has no version.");
            var items = await ItemsAsync(clusterId, cancellationToken);
            // An item that is newer was written while they were read.
            int read = SiloItem.NumberOf(version, SiloItem.TableVersion);
            if (items.All(item => SiloItem.NumberOf(item, SiloItem.TableVersion) <= read))
                return Data(items);
            if (tries == Tries)
                throw new ClusterException($"the membership of cluster '{clusterId}' in table '{table.Name}' has items that are newer than its version, {read}: remove the cluster's items, or set another GRID_CLUSTER_ID.");
        }
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, default);

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        Data(await table.GetTogetherAsync([KeyOf(key), table.Key(clusterId, SiloItem.Version)], cancellationToken));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, default);

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        if (Etag(tableVersion.VersionEtag) is not { } before)
            return false;
        var item = SiloItem.Of(entry, tableVersion.Version, etag: 0);
        var put = new Put { TableName = table.Name, Item = KeyOf(entry.SiloAddress).Concat(item).ToDictionary(), ConditionExpression = table.IsNew };
        return await TryChangeAsync(entry.SiloAddress, item, new TransactWriteItem { Put = put }, tableVersion.Version, before, cancellationToken);
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion, default);

    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        if (Etag(etag) is not { } rowBefore || Etag(tableVersion.VersionEtag) is not { } before)
            return false;
        var item = SiloItem.Of(entry, tableVersion.Version, rowBefore + 1);
        var update = table.Update(KeyOf(entry.SiloAddress), item, IsSame, Before(rowBefore));
        return await TryChangeAsync(entry.SiloAddress, item, new TransactWriteItem { Update = update }, tableVersion.Version, before, cancellationToken);
    }

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, default);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) => table.UpdateAsync(
        KeyOf(entry.SiloAddress), new() { [SiloItem.Alive] = new AttributeValue(SiloItem.TextOf(entry.IAmAliveTime)) }, table.IsThere, [], cancellationToken);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, default);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) => RemoveAsync(
        clusterId, item => SiloItem.AliveAt(item) < beforeDate.UtcDateTime && SiloItem.NumberOf(item, SiloItem.Status) != (int)SiloStatus.Active, cancellationToken);

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, default);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) => RemoveAsync(clusterId, _ => true, cancellationToken);

    private async Task<bool> TryChangeAsync(
        SiloAddress silo, Dictionary<string, AttributeValue> item, TransactWriteItem write, int version, int before, CancellationToken cancellation)
    {
        var versions = table.Update(table.Key(clusterId, SiloItem.Version), SiloItem.OfVersion(version, before + 1), IsSame, Before(before));
        if (await table.TryWriteTogetherAsync([write, new TransactWriteItem { Update = versions }], cancellation))
            return true;
        // It may be this change that was first: it was carried out, its answer was lost, and it was sent again. A version is written once.
        return await table.GetAsync(clusterId, SiloItem.IdentityOf(silo), cancellation) is { } now && SiloItem.AreSame(item, now);
    }

    private Task<IReadOnlyList<Dictionary<string, AttributeValue>>> ItemsAsync(string cluster, CancellationToken cancellation) =>
        table.QueryAsync(cluster, null, [], cancellation);

    private async Task RemoveAsync(string cluster, Func<Dictionary<string, AttributeValue>, bool> which, CancellationToken cancellation) =>
        await table.DeleteAsync((await ItemsAsync(cluster, cancellation)).Where(which).Select(item => table.Key(cluster, item[SiloItem.Silo].S)), cancellation);

    private MembershipTableData Data(IEnumerable<Dictionary<string, AttributeValue>> items)
    {
        var version = new TableVersion(0, "0");
        var silos = new List<Tuple<MembershipEntry, string>>();
        foreach (var item in items)
        {
            string etag = SiloItem.NumberOf(item, SiloItem.Etag).ToString(CultureInfo.InvariantCulture);
            if (item[SiloItem.Silo].S == SiloItem.Version)
            {
                version = new TableVersion(SiloItem.NumberOf(item, SiloItem.TableVersion), etag);
                continue;
            }
            try
            {
                silos.Add(Tuple.Create(SiloItem.Read(item), etag));
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                EngineLog.RowNotRead(log, item[SiloItem.Silo].S, table.Name, e);
            }
        }
        return new MembershipTableData(silos, version);
    }

    private Dictionary<string, AttributeValue> KeyOf(SiloAddress silo) => table.Key(clusterId, SiloItem.IdentityOf(silo));

    private static Dictionary<string, AttributeValue> Before(int etag) => new() { [":before"] = SiloItem.Number(etag) };

    private static int? Etag(string etag) => int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
