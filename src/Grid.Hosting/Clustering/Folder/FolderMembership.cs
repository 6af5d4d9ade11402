using System.Globalization;

namespace Grid.Hosting;

/// <summary>
/// The membership of silos on one machine, in a folder. Orleans' own for that purpose lives in the first silo's memory, and
/// ends with it.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="stoodStill">Whether this process stood still for so long that its place may be another's; null for never.</param>
internal sealed class FolderMembership(MemberFiles files, Func<bool>? stoodStill = null) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task<MembershipTableData> ReadAll() => Task.FromResult(Data(files.Read(), _ => true));

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        string address = key.ToParsableString();
        return Task.FromResult(Data(files.Read(), row => row.Address == address));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        var now = files.Read();
        var row = MemberRow.Of(entry, tableVersion.Version);
        return Task.FromResult(now.Version == tableVersion.Version - 1 && now.Rows.All(r => r.Address != row.Address)
            && files.TryWrite(new MemberRows(tableVersion.Version, [.. now.Rows, row])));
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        var now = files.Read();
        var row = MemberRow.Of(entry, tableVersion.Version);
        return Task.FromResult(now.Version == tableVersion.Version - 1 && now.Rows.Any(r => r.Address == row.Address && r.Etag == etag)
            && files.TryWrite(new MemberRows(tableVersion.Version, [.. now.Rows.Where(r => r.Address != row.Address), row])));
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        if (stoodStill?.Invoke() != true)
            files.Touch(entry.SiloAddress);
        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        var now = files.Read();
        var defunct = now.Rows.Where(r => r.Status == SiloStatus.Dead && files.Touched(r) < beforeDate.UtcDateTime).ToArray();
        if (defunct.Length > 0 && files.TryWrite(new MemberRows(now.Version + 1, [.. now.Rows.Except(defunct)])))
        {
            foreach (var row in defunct)
                files.Forget(row);
        }
        return Task.CompletedTask;
    }

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        var now = files.Read();
        files.TryWrite(new MemberRows(now.Version + 1, []));
        return Task.CompletedTask;
    }

    private MembershipTableData Data(MemberRows rows, Func<MemberRow, bool> which) => new(
        [.. rows.Rows.Where(which).Select(row => Tuple.Create(row.ToEntry(files.Touched(row)), row.Etag))],
        new TableVersion(rows.Version, rows.Version.ToString(CultureInfo.InvariantCulture)));
}
