namespace Grid.Dashboard;

/// <summary>What the pages are of.</summary>
/// <param name="Folder">The cluster's folder, where its silos are processes of this machine: one that ends is seen there at once. Null on several machines.</param>
/// <param name="Silo">The name of the silo that serves the pages by then.</param>
/// <param name="Grains">The way to the grains; null while there is none.</param>
public sealed record DashboardSettings(string? Folder, Func<string?> Silo, Func<IGrainFactory?> Grains);
