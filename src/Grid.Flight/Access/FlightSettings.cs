namespace Grid.Flight;

/// <summary>How a door is opened.</summary>
/// <param name="Token">What opens it, and seals its tickets: the cluster's.</param>
/// <param name="Folder">The cluster's folder, where tables are kept that clients put; null where there is none.</param>
public sealed record FlightSettings(string Token, string? Folder)
{
    /// <summary>What is said to who has no token.</summary>
    internal string HowToGetIn => Folder is null
        ? $"expected the header 'authorization: Bearer TOKEN', with the token that the silos have in {FleetSettings.FlightTokenVariable}"
        : "expected the header 'authorization: Bearer TOKEN', with the token that 'grid status --output json' tells";
}
