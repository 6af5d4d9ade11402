using Grid.Query;

namespace Grid.Flight;

/// <summary>Another dataset whose columns a command puts beside the rows.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="On">The keys: <c>id</c>, or <c>a = b</c> with the first dataset's first.</param>
/// <param name="How">Which rows are kept.</param>
/// <param name="As">What it is called in expressions; null for its name.</param>
internal sealed record FlightJoin(string Dataset, string On, JoinKind How, string? As);
