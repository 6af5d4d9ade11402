namespace Grid.Sources;

/// <summary>Cuts Parquet files into splits: ranges of rows, that start and end with row groups unless these are large.</summary>
internal static class ParquetSplits
{
    private const long FewestRows = 128 * 1024;
    private const long UsualPiece = 512 * 1024;
    private const long LargestPiece = 8 << 20;
    private const int MostPieces = 4;
    private const int MostSplits = 512;

    /// <summary>The splits of a file that has rows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="survey">What its footer says.</param>
    /// <param name="chosenBytes">Bytes of a split as chosen by the user, or 0.</param>
    /// <param name="totalRows">Rows of all files of the plan: where these are many, splits are larger.</param>
    public static IEnumerable<SourceSplit> Cut(PlannedFile file, ParquetSurvey survey, long chosenBytes, long totalRows)
    {
        long rows = survey.Rows;
        long chosen = chosenBytes == 0 ? 0 : Math.Max(1, (long)((double)rows * chosenBytes / Math.Max(1, survey.Bytes.InFile)));
        long fewest = chosen > 0 ? chosen : Math.Max(FewestRows, totalRows / MostSplits);
        long start = 0, at = 0;
        foreach (long group in survey.GroupRows)
        {
            long pieces = chosen > 0 ? (group + chosen - 1) / chosen : Pieces(group);
            if (pieces > 1)
            {
                if (at > start)
                    yield return Split(file, survey, start, at);
                for (long piece = 0; piece < pieces; piece++)
                    yield return Split(file, survey, at + (long)((Int128)group * piece / pieces), at + (long)((Int128)group * (piece + 1) / pieces));
                start = at += group;
                continue;
            }
            at += group;
            if (at - start < fewest)
                continue;
            yield return Split(file, survey, start, at);
            start = at;
        }
        if (at > start)
            yield return Split(file, survey, start, at);
    }

    /// <summary>A split of a file without rows.</summary>
    public static SourceSplit Empty(PlannedFile file, ParquetSurvey survey) => Split(file, survey, 0, 0);

    // A piece decompresses what is before it in its row group as well: few pieces, unless one would not fit in memory.
    private static long Pieces(long rows) => Math.Max(Math.Clamp(rows / UsualPiece, 1, MostPieces), (rows + LargestPiece - 1) / LargestPiece);

    private static SourceSplit Split(PlannedFile file, ParquetSurvey survey, long start, long end) => new()
    {
        Path = file.File.Path,
        FileIndex = file.Index,
        FileLength = file.File.Length,
        Stamp = file.File.Stamp,
        ETag = file.File.ETag,
        Format = FileFormat.Parquet,
        Offset = 0,
        Length = Bytes(survey, end) - Bytes(survey, start),
        Proven = true,
        First = start,
        Count = end - start,
    };

    private static long Bytes(ParquetSurvey survey, long row) => survey.Rows == 0 ? 0 : (long)((Int128)survey.Bytes.InFile * row / survey.Rows);
}
