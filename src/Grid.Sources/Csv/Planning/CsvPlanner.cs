namespace Grid.Sources;

/// <summary>Plans CSV files: infers the types of their columns from samples, and splits them at row boundaries.</summary>
internal static class CsvPlanner
{
    /// <summary>Samples over all files, unless there are so many files that two of each are more.</summary>
    private const int Spots = 64;

    /// <summary>Columns of few distinct values become codes and numbers become narrow: tables commonly take a third to a half of their text.</summary>
    private const int SourceBytesPerByte = 2;

    /// <summary>Plans files.</summary>
    /// <param name="planned">The files.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends the planning.</param>
    /// <returns>One table; where columns go by name, one for each list of columns.</returns>
    /// <exception cref="SourceException">A file is no text, or their columns differ.</exception>
    public static async Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> planned, CsvOptions options, CancellationToken cancellation)
    {
        var dialect = CsvDialect.From(options);
        int spots = Math.Max(2, Spots / planned.Count);
        // A split shorter than a row may be could lie within quotes that it shows nothing of.
        bool countQuotes = options.SplitBytes is > 0 and < CsvRecord.LongestRow;
        FileStamp[] files = [.. planned.Select(file => file.File)];
        var all = await FileWork.InParallel(
            files, i => FileSurvey.Of(planned[i], dialect, options.HasHeader, spots, countQuotes, cancellation), cancellation).ConfigureAwait(false);
        FileSurvey[] surveys = [.. all.Where(survey => !survey.IsEmpty)];
        if (!options.ByName)
        {
            foreach (var survey in surveys)
                CheckColumns(surveys[0], survey, options.HasHeader);
        }
        long splitBytes = SplitCutter.SplitBytes(surveys.Sum(survey => survey.TextBytes));
        var tables = new List<TablePlan>();
        foreach (var same in surveys.GroupBy(survey => string.Join('\0', survey.Names), StringComparer.Ordinal))
            tables.Add(await PlanAsync([.. same], options, dialect, splitBytes, cancellation).ConfigureAwait(false));
        return new FilesPlan(tables, [.. all.Where(survey => survey.IsEmpty).Select(survey => survey.File.Path)]);
    }

    /// <summary>Plans files of the same columns.</summary>
    private static async Task<TablePlan> PlanAsync(FileSurvey[] surveys, CsvOptions options, CsvDialect dialect, long splitBytes, CancellationToken cancellation)
    {
        var schema = ColumnGuess.Infer(surveys, surveys[0].Names, options.Schema, dialect);
        var splits = await FileWork.InParallel(
            [.. surveys.Select(survey => survey.File)],
            i => surveys[i].HasRows ? SplitCutter.Cut(surveys[i], options.SplitBytes, splitBytes, cancellation) : [],
            cancellation).ConfigureAwait(false);
        // A table without rows has a partition all the same, of which it is known that it has the columns.
        bool hasRows = surveys.Any(s => s.HasRows);
        if (!hasRows)
            splits[0] = [SplitCutter.Rest(surveys[0])];
        return new TablePlan
        {
            Files = [.. surveys.Select(survey => survey.Planned)],
            Schema = schema,
            Splits = [.. splits.SelectMany(s => s)],
            HasRows = hasRows,
            Unseen = ColumnGuess.Unseen(surveys, schema),
            DayFirst = ColumnGuess.DayFirst(surveys, schema),
            HasGivenDates = ColumnGuess.HasGivenDates(surveys),
            Notes = PlanNotes.Of(surveys, schema, options, dialect),
            BytesExpected = surveys.Sum(survey => survey.TextBytes) / SourceBytesPerByte,
        };
    }

    private static void CheckColumns(FileSurvey first, FileSurvey survey, bool hasHeader)
    {
        string apart = hasHeader && HeaderGuess.IsData(first) && HeaderGuess.IsData(survey) ? "if the first rows are data, say --no-header" : "load files of other columns apart, or join columns by their names (--by-name)";
        string path = survey.File.Path, firstPath = first.File.Path;
        for (int i = 0; i < Math.Min(first.Names.Length, survey.Names.Length); i++)
        {
            if (survey.Names[i] != first.Names[i])
            {
                throw new SourceException(
                    $"{path}: column {i + 1} is '{survey.Names[i]}', but '{first.Names[i]}' in {firstPath}; {apart}.",
                    path, 1, survey.Names[i]);
            }
        }
        if (survey.Names.Length != first.Names.Length)
        {
            int i = Math.Min(first.Names.Length, survey.Names.Length);
            string name = (i < first.Names.Length ? first : survey).Names[i];
            throw new SourceException(
                $"{path} has {survey.Names.Length} columns, but {firstPath} has {first.Names.Length}: column {i + 1}, '{name}', is in one only; {apart}.",
                path, 1, name);
        }
    }
}
