namespace Grid.Query;

/// <summary>What a group-by wants to know of an argument besides how many values there are.</summary>
[Flags]
internal enum GroupParts : byte
{
    None = 0,
    Sum = 1,
    Squares = 2,
    Range = 4,
    Distinct = 8,
}
