namespace Grid.Sources;

/// <summary>Tells how far the reading of a split has come: of its bytes as they are stored, so many at a time, and all at the end.</summary>
internal struct SplitProgress(SourceSplit split, IProgress<long>? bytesRead)
{
    private const int ReportBytes = 1 << 20;

    private long _reported;

    /// <summary>Tells of what was reached since it was last told.</summary>
    public void Report(long reached)
    {
        if (bytesRead is null || reached <= _reported || (reached - _reported < ReportBytes && reached < split.Length))
            return;
        bytesRead.Report(reached - _reported);
        _reported = reached;
    }
}
