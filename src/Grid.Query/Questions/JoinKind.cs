namespace Grid.Query;

/// <summary>Which rows a join keeps.</summary>
public enum JoinKind
{
    /// <summary>Each row with every match; rows without a match go.</summary>
    Inner,

    /// <summary>Each row with every match; rows without a match stay, with nulls in the other side's columns.</summary>
    Left,

    /// <summary>Rows that have a match, once each; the other side's columns are not taken over.</summary>
    Semi,

    /// <summary>Rows that have no match; the other side's columns are not taken over.</summary>
    Anti,
}
