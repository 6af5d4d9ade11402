namespace Grid.Query;

/// <summary>Adds a column of where each row's partition begins in the dataset.</summary>
public sealed record PlaceTransform : Transform
{
    /// <summary>The name of the column, which no other has.</summary>
    public const string Name = "\u0001place";
}
