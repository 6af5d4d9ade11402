namespace Grid.Hosting;

/// <summary>A version of a folder's membership.</summary>
/// <param name="Version">Counts the changes, from 0 for none.</param>
/// <param name="Rows">The silos.</param>
internal sealed record MemberRows(int Version, IReadOnlyList<MemberRow> Rows);
