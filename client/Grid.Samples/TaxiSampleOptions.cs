namespace Grid.Samples;

/// <summary>What sample of taxi trips to make.</summary>
/// <param name="Folder">Where the files go; made where it is not there.</param>
/// <param name="Rows">How many trips in all.</param>
/// <param name="Files">How many files; file k covers the k-th slice of the year, as the TLC's months do.</param>
/// <param name="Seed">What all numbers follow from.</param>
/// <param name="Missing">The share of cells that is left blank.</param>
/// <param name="Threads">How many chunks are made at a time; it changes no byte.</param>
internal sealed record TaxiSampleOptions(string Folder, long Rows, int Files, ulong Seed, double Missing, int Threads);
