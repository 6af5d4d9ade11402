using System.Globalization;

namespace Grid.Hosting;

/// <summary>The membership of a silo that is a cluster by itself: its own row, in memory.</summary>
internal sealed class LoneMembership : IMembershipTable
{
    private readonly Lock _change = new();
    private MembershipEntry? _silo;
    private int _version;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task<MembershipTableData> ReadAll() => ReadRow(null!);

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        lock (_change)
        {
            string etag = _version.ToString(CultureInfo.InvariantCulture);
            var version = new TableVersion(_version, etag);
            return Task.FromResult(_silo is null ? new MembershipTableData(version) : new MembershipTableData(Tuple.Create(_silo, etag), version));
        }
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => TakeAsync(entry, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => TakeAsync(entry, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    private Task<bool> TakeAsync(MembershipEntry entry, TableVersion version)
    {
        lock (_change)
        {
            if (version.Version != _version + 1)
                return Task.FromResult(false);
            (_silo, _version) = (entry, version.Version);
            return Task.FromResult(true);
        }
    }
}
