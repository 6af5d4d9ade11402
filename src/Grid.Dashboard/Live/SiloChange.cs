namespace Grid.Dashboard;

/// <summary>What happens to silos.</summary>
internal enum SiloChange
{
    /// <summary>It takes work.</summary>
    Joined,

    /// <summary>It hands over what it has.</summary>
    Leaving,

    /// <summary>It is gone, as it was asked to.</summary>
    Left,

    /// <summary>It is gone without a word.</summary>
    Lost,
}
