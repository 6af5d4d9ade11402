namespace Grid.Samples;

/// <summary>How far a sample is.</summary>
internal readonly record struct SampleProgress(long Rows, long TotalRows, long Bytes);
