using Grid.Columns;

namespace Grid.Sources;

/// <summary>Plans a load of CSV files: lists them, infers the types of their columns from samples, and splits them at row boundaries.</summary>
public static class CsvPlanner
{
    /// <summary>Samples over all files, unless there are so many files that two of each are more.</summary>
    private const int Spots = 64;

    /// <summary>Plans the load of files.</summary>
    /// <param name="paths">
    /// Files, folders (all <c>*.csv</c> directly in them) and globs (<c>*</c>, <c>?</c>, and <c>**</c> for folders within folders),
    /// of this machine or of a bucket (<c>s3://bucket/key</c>), in this order, and sorted by name, ordinally, within a folder or
    /// glob. What occurs twice is read once.
    /// </param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends the planning.</param>
    /// <exception cref="SourceException">
    /// A path matches nothing, all files are empty, a file is no text, their columns differ, or a column whose type is given is
    /// not among them.
    /// </exception>
    public static async Task<LoadPlan> PlanAsync(IReadOnlyList<string> paths, CsvOptions options, CancellationToken cancellation)
    {
        var dialect = CsvDialect.From(options);
        var repeated = new List<string>();
        var files = await Task.Run(() => PathExpander.ExpandAsync(paths, repeated, cancellation), cancellation).ConfigureAwait(false);
        int spots = Math.Max(2, Spots / files.Count);
        // A split shorter than a row may be could lie within quotes that it shows nothing of.
        bool countQuotes = options.SplitBytes is > 0 and < CsvRecord.LongestRow;
        var surveys = await InParallel(
            files, i => FileSurvey.Of(files[i], dialect, options.HasHeader, spots, countQuotes, cancellation), cancellation).ConfigureAwait(false);
        var empty = surveys.Where(survey => survey.IsEmpty).Select(survey => survey.File.Path).ToArray();
        if (empty.Length == surveys.Length)
            throw new SourceException(empty.Length == 1 ? $"{empty[0]} is empty; expected a header and rows." : $"all {empty.Length} files are empty, {empty[0]} is the first; expected headers and rows.", empty[0]);
        surveys = [.. surveys.Where(survey => !survey.IsEmpty)];
        files = [.. surveys.Select(survey => survey.File)];
        foreach (var survey in surveys)
            CheckColumns(surveys[0], survey, options.HasHeader);
        var schema = Infer(surveys, options.Schema, dialect);
        string[] dayFirst = [.. schema.Fields.Index().Where(f => IsDayFirst(surveys, f.Index)).Select(f => f.Item.Name).Union(options.DayFirst)];
        long bytes = surveys.Sum(s => s.HasRows ? s.File.Length - s.DataStart : 0);
        var splits = await InParallel(
            files, i => surveys[i].HasRows ? SplitCutter.Cut(surveys[i], i, options.SplitBytes, SplitCutter.SplitBytes(bytes), cancellation) : [],
            cancellation).ConfigureAwait(false);
        // A table without rows has a partition all the same, of which it is known that it has the columns.
        if (!surveys.Any(s => s.HasRows))
            splits[0] = [SplitCutter.Rest(surveys[0], 0)];
        return new LoadPlan
        {
            Schema = schema,
            Splits = [.. splits.SelectMany(s => s)],
            Options = dayFirst.Length == 0 ? options : options with { DayFirst = dayFirst },
            Bytes = splits.Sum(s => s.Sum(split => split.Length)),
            Notes = PlanNotes.Of(surveys, schema, options, dialect, empty, repeated),
            Unseen = [.. schema.Fields.Index().Where(f => !surveys.Any(s => s.Guesses[f.Index].HasType)).Select(f => f.Item.Name)],
        };
    }

    /// <summary>Does something for every file; of several errors, the first file's is thrown.</summary>
    private static async Task<T[]> InParallel<T>(IReadOnlyList<FileStamp> files, Func<int, T> work, CancellationToken cancellation)
    {
        var results = new T[files.Count];
        var errors = new SourceException?[files.Count];
        if (files.Any(file => BucketPath.IsOne(file.Path)))
        {
            await Task.Run(() => WaitingThreads.ForMany(files.Count, Work), cancellation).ConfigureAwait(false);
        }
        else
        {
            await Parallel.ForAsync(0, files.Count, cancellation, (i, _) =>
            {
                Work(i);
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
        }
        return Array.Find(errors, e => e is not null) is { } error ? throw error : results;

        void Work(int i)
        {
            try
            {
                results[i] = work(i);
            }
            catch (SourceException e)
            {
                errors[i] = e;
            }
        }
    }

    private static void CheckColumns(FileSurvey first, FileSurvey survey, bool hasHeader)
    {
        string apart = hasHeader && HeaderGuess.IsData(first) && HeaderGuess.IsData(survey) ? "if the first rows are data, say --no-header" : "load files of other columns apart";
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

    private static bool IsDayFirst(FileSurvey[] surveys, int column)
    {
        var orders = surveys.Aggregate(DateOrders.None, (all, survey) => all | survey.Guesses[column].Orders);
        return (orders & (DateOrders.DayFirst | DateOrders.MonthFirst)) == DateOrders.DayFirst;
    }

    private static Schema Infer(FileSurvey[] surveys, Schema? given, CsvDialect dialect)
    {
        var names = surveys[0].Names;
        var fields = new Field[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            var guess = new TypeGuess();
            foreach (var survey in surveys)
                guess.Add(survey.Guesses[i]);
            int at = given?.IndexOf(names[i]) ?? -1;
            fields[i] = new Field(names[i], at >= 0 ? given![at].Type.Logical : guess.Type);
        }
        foreach (var field in given?.Fields ?? [])
        {
            if (!names.Contains(field.Name, StringComparer.Ordinal))
            {
                throw new SourceException(
                    $"{surveys[0].File.Path} has no column '{field.Name}', for which a type is given; its columns are {string.Join(", ", names)}.",
                    surveys[0].File.Path, column: field.Name);
            }
            ColumnBuilder.Create(field.Type.Logical, isFixed: true, dialect, DateFormats.MonthFirst).Dispose();
        }
        return new Schema(fields);
    }
}
