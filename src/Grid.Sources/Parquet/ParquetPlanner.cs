using Grid.Columns;

namespace Grid.Sources;

/// <summary>Plans Parquet files by their footers.</summary>
internal static class ParquetPlanner
{
    /// <summary>Plans files.</summary>
    /// <exception cref="SourceException">A file is no Parquet, is damaged, or has a column that cannot be read.</exception>
    public static async Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> files, CsvOptions options, CancellationToken cancellation)
    {
        var surveys = await FileWork.InParallel(
            [.. files.Select(file => file.File)],
            i =>
            {
                using var file = ParquetFile.Open(files[i].File, cancellation);
                return ParquetSurvey.Of(file, options);
            },
            cancellation).ConfigureAwait(false);
        long rows = surveys.Sum(survey => survey.Rows);
        return new FilesPlan([.. surveys.Select((survey, i) => TableOf(files[i], survey, options, rows))], []);
    }

    private static TablePlan TableOf(PlannedFile file, ParquetSurvey survey, CsvOptions options, long totalRows)
    {
        if (survey.Columns.Count == 0 && options.Columns is null)
            throw new SourceException($"{file.File.Path} has no columns{(survey.LeftOut.Count > 0 ? " but nested ones" : "")}; expected one at least.", file.File.Path);
        bool hasRows = survey.Rows > 0;
        return new TablePlan
        {
            Files = [file],
            Schema = new Schema(survey.Columns.Select(column => new Field(column.Name, column.Types[0].Storage))),
            Declared = [.. survey.Columns.Select(column => column.Declared)],
            Splits = hasRows ? [.. ParquetSplits.Cut(file, survey, options.SplitBytes, totalRows)] : [ParquetSplits.Empty(file, survey)],
            HasRows = hasRows,
            Unseen = survey.Unseen,
            Notes = new SourceNotes([.. Notes(file, survey)]),
            // Encoded in pages as in columns of codes, a little narrower.
            BytesExpected = InMemory(survey.Bytes.Decompressed),
            Rows = survey.Rows,
            Columns = ColumnsOf(survey),
            Ranges = survey.Ranges,
        };
    }

    // Where values decide about types, or nulls are not told, rows are to be read.
    private static PlannedColumn[]? ColumnsOf(ParquetSurvey survey) =>
        survey.Columns.Zip(survey.Sizes).Any(c => c.First.Types.Length > 1 || (c.Second.Nulls < 0 && c.First.Declared != TablePlan.NullType)) ? null
        : [.. survey.Columns.Zip(survey.Sizes, (column, size) => new PlannedColumn([column.Declared], column.Declared == TablePlan.NullType ? survey.Rows : size.Nulls, InMemory(size.Bytes)))];

    private static long InMemory(long decompressed) => decompressed / 4 * 5;

    private static IEnumerable<SourceNote> Notes(PlannedFile file, ParquetSurvey survey)
    {
        string name = Path.GetFileName(file.File.Path);
        if (survey.Rows == 0)
            yield return new SourceNote { Kind = NoteKind.NoRows, Text = $"{name} has columns and no rows", Value = file.File.Path };
        foreach (string nested in survey.LeftOut)
            yield return new SourceNote { Kind = NoteKind.LeftOut, Column = nested, Text = $"{nested} is nested, and left out", Path = file.File.Path, FileIndex = file.Index };
    }
}
