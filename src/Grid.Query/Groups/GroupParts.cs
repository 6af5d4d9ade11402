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

    /// <summary>All values, for their ranks.</summary>
    Values = 16,

    /// <summary>The first value, by the order of the rows.</summary>
    First = 32,
    Last = 64,
}
