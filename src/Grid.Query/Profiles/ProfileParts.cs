namespace Grid.Query;

/// <summary>What a scan wants to know of a column besides its rows and nulls.</summary>
[Flags]
internal enum ProfileParts : byte
{
    None = 0,

    /// <summary>How many values are NaN or infinite, and the extremes of the others.</summary>
    Extremes = 1,

    /// <summary>Sum, mean, standard deviation.</summary>
    Moments = 2,

    /// <summary>Where the ranks lie.</summary>
    Distribution = 4,

    /// <summary>How many distinct values there are; of texts, with counts.</summary>
    Distinct = 8,
}
