namespace Grid.Hosting;

/// <summary>Where the silos of a fleet find one another, and keep their states.</summary>
internal abstract record FleetStore;
