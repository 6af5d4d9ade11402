namespace Grid.Query;

/// <summary>The kinds of scan, as the first byte of their bytes and their states'. The numbers stay.</summary>
internal enum ScanKind : byte
{
    Profile = 1,
    Ranks = 2,
    Groups = 3,
    Correlation = 4,
    Bins = 5,
    Head = 6,
    Distinct = 7,
    Picks = 8,
    Joined = 9,
}
