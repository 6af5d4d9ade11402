namespace Grid.Sources;

/// <summary>Plans files of JSON: takes the names and the types of their columns from samples, and splits them at line breaks.</summary>
internal static class JsonPlanner
{
    /// <summary>Samples over all files, unless there are so many files that two of each are more.</summary>
    private const int Spots = 64;

    /// <summary>Names and quotes are most of a small object.</summary>
    private const int SourceBytesPerByte = 6;

    /// <summary>Plans files as one table, by the names in their objects.</summary>
    /// <exception cref="SourceException">A file is no JSON, or holds what no column does.</exception>
    public static async Task<FilesPlan> PlanAsync(IReadOnlyList<PlannedFile> planned, CsvOptions options, CancellationToken cancellation)
    {
        if (options.Nested == NestedColumns.Flatten)
            throw new SourceException($"{planned[0].File.Path}: objects within objects of JSON are not flattened; say --nested text to keep them as text, or --nested leave-out.", planned[0].File.Path);
        int spots = Math.Max(2, Spots / planned.Count);
        FileStamp[] files = [.. planned.Select(file => file.File)];
        var all = await FileWork.InParallel(files, i => JsonSurvey.Of(planned[i], options, spots, cancellation), cancellation).ConfigureAwait(false);
        JsonSurvey[] surveys = [.. all.Where(survey => survey.HasRows)];
        string[] empty = [.. all.Where(survey => !survey.HasRows).Select(survey => survey.File.Path)];
        if (surveys.Length == 0)
            return new FilesPlan([], empty);
        // A column of a given type may be in objects that no sample shows.
        string[] known = [.. surveys.SelectMany(survey => survey.Names).Union(options.Schema?.Fields.Select(field => field.Name) ?? [])];
        var leftOut = surveys.SelectMany(survey => survey.LeftOut).ToHashSet(StringComparer.Ordinal);
        string[] names = [.. known.Where(name => !leftOut.Contains(name) && options.Columns?.Contains(name) != false)];
        foreach (var survey in surveys)
            survey.Align(names);
        var dialect = JsonFormat.DialectOf(options);
        var schema = ColumnGuess.Infer(surveys, names, options.Schema, dialect);
        long bytes = surveys.Sum(survey => survey.TextBytes);
        var splits = await FileWork.InParallel(
            [.. surveys.Select(survey => survey.File)],
            i => SplitCutter.CutLines(surveys[i].Planned, surveys[i].DataStart, options.SplitBytes, SplitCutter.SplitBytes(bytes), cancellation),
            cancellation).ConfigureAwait(false);
        return new FilesPlan(
            [
                new TablePlan
                {
                    Files = [.. surveys.Select(survey => survey.Planned)],
                    Schema = schema,
                    Splits = [.. splits.SelectMany(s => s).Select(split => split with { Format = FileFormat.Json, Columns = known })],
                    HasRows = true,
                    Unseen = ColumnGuess.Unseen(surveys, schema),
                    DayFirst = ColumnGuess.DayFirst(surveys, schema),
                    HasGivenDates = ColumnGuess.HasGivenDates(surveys),
                    Notes = PlanNotes.OfColumns(surveys, schema, options, dialect),
                    BytesExpected = bytes / SourceBytesPerByte,
                },
            ],
            empty);
    }
}
