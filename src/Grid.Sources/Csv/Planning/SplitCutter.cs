namespace Grid.Sources;

/// <summary>Cuts files into splits of about one size, at row boundaries.</summary>
internal static class SplitCutter
{
    private const long SmallestSplit = CsvRecord.LongestRow;
    private const long UsualSplit = 32L << 20;
    private const int MostSplits = 512;
    private const int PartsAtOnce = 64;

    /// <summary>
    /// Bytes of a split: a 64th of the data, but not below 8 MiB nor above 32 MiB, unless there would be more than 512 of them.
    /// The data alone decides, so that the same data has the same splits on every machine.
    /// </summary>
    public static long SplitBytes(long totalBytes) =>
        Math.Max(Math.Clamp(totalBytes / 64, SmallestSplit, UsualSplit), totalBytes / MostSplits);

    /// <summary>The splits of one file.</summary>
    /// <param name="survey">The file; one with rows.</param>
    /// <param name="chosenBytes">Bytes of a split as chosen by the user, or 0.</param>
    /// <param name="automaticBytes">Bytes of a split otherwise.</param>
    /// <param name="cancellation">Ends it.</param>
    public static List<SourceSplit> Cut(FileSurvey survey, long chosenBytes, long automaticBytes, CancellationToken cancellation) =>
        Cut(survey.Planned, survey.DataStart, survey.Quotes, survey.QuotesAll, chosenBytes, automaticBytes, cancellation);

    /// <summary>The splits of a file in which every line break ends a row.</summary>
    public static List<SourceSplit> CutLines(PlannedFile file, long dataStart, long chosenBytes, long automaticBytes, CancellationToken cancellation) =>
        [.. Cut(file, dataStart, null, false, chosenBytes, automaticBytes, cancellation).Select(split => split with { Proven = true })];

    private static List<SourceSplit> Cut(
        PlannedFile planned, long dataStart, QuoteIndex? quotes, bool quotesAll, long chosenBytes, long automaticBytes, CancellationToken cancellation)
    {
        var file = planned.File;
        if (file.Form is not null)
            return [Split(planned, dataStart, dataStart + file.Length, quotesAll, isProven: true)];
        long length = file.Length - dataStart;
        // A split of our choice is never smaller than planned for, one of the user's never much larger.
        long parts = Math.Max(1, chosenBytes > 0 ? (length + chosenBytes - 1) / chosenBytes : length / automaticBytes);
        var splits = new List<SourceSplit>();
        long start = dataStart;
        foreach (long end in Ends(file, dataStart, quotes, parts, cancellation))
        {
            if (end <= start)
                continue;
            splits.Add(Split(planned, start, end, quotesAll, isProven: start == dataStart || quotes is not null));
            start = end;
        }
        return splits;
    }

    /// <summary>What follows the header as one split, also where that is nothing.</summary>
    public static SourceSplit Rest(FileSurvey survey) => Split(
        survey.Planned, survey.DataStart, survey.File.Form is null ? survey.File.Length : survey.DataStart + survey.File.Length, survey.QuotesAll, isProven: true);

    private static SourceSplit Split(PlannedFile planned, long start, long end, bool quotesAll, bool isProven) => new()
    {
        Path = planned.File.Path,
        FileIndex = planned.Index,
        FileLength = planned.File.Length,
        Stamp = planned.File.Stamp,
        ETag = planned.File.ETag,
        Form = planned.File.Form,
        Offset = start,
        Length = end - start,
        QuotedNulls = quotesAll,
        Proven = isProven,
    };

    private static IEnumerable<long> Ends(FileStamp file, long dataStart, QuoteIndex? quotes, long parts, CancellationToken cancellation)
    {
        var ends = new long[Math.Min(PartsAtOnce, parts - 1)];
        using var source = parts > 1 ? SourceStore.Open(file, cancellation) : null;
        for (long first = 1; first < parts; first += ends.Length)
        {
            int count = (int)Math.Min(ends.Length, parts - first);
            source!.ForMany(count, i =>
            {
                cancellation.ThrowIfCancellationRequested();
                long nominal = dataStart + (long)((Int128)(file.Length - dataStart) * (first + i) / parts);
                ends[i] = quotes is not null ? quotes.RowStart(source, nominal) : LineStart(source, nominal);
            });
            for (int i = 0; i < count; i++)
                yield return ends[i];
        }
        yield return file.Length;
    }

    /// <summary>The start of the first line at or after an offset, which is not 0; the length of the file where there is none.</summary>
    private static long LineStart(SourceFile source, long offset)
    {
        var buffer = new byte[16 * 1024];
        for (long at = offset - 1; at < source.File.Length;)
        {
            int read = source.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, source.File.Length - at)), at);
            int line = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (line >= 0)
                return at + line + 1;
            at += read;
        }
        return source.File.Length;
    }
}
