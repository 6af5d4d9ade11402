using Grid.Columns;

namespace Grid.Sources;

/// <summary>What the samples of a plan's files show that whoever reads them may not expect.</summary>
internal static class PlanNotes
{
    /// <summary>The notes of a plan.</summary>
    /// <param name="surveys">The files, in the plan's order.</param>
    /// <param name="schema">The columns as planned.</param>
    /// <param name="options">How the files are read, and the types that were given.</param>
    /// <param name="dialect">The same as bytes.</param>
    public static SourceNotes Of(IReadOnlyList<FileSurvey> surveys, Schema schema, CsvOptions options, CsvDialect dialect)
    {
        var notes = new List<SourceNote>();
        if (!surveys.Any(survey => survey.HasRows))
            notes.Add(NoRows(surveys));
        if (options.HasHeader && options.Schema is null && HeaderGuess.IsData(surveys[0]))
            notes.Add(Header(surveys[0]));
        if (OneColumn(surveys[0], dialect) is { } one)
            notes.Add(one);
        if (surveys.Index().FirstOrDefault(s => s.Item.SawQuotedNulls) is { Item: { } quoting })
            notes.Add(TypeNotes.QuotedNulls(quoting.File.Path, quoting.Planned.Index));
        for (int i = 0; i < schema.Count; i++)
        {
            if (options.Schema?.IndexOf(schema[i].Name) >= 0)
                continue;
            if (Zeros(surveys, i, schema[i]) is { } zeros)
                notes.Add(zeros);
            if ((Text(surveys, i, schema[i], dialect) ?? Files(surveys, i, schema[i])) is { } note)
                notes.Add(note);
        }
        return new SourceNotes(notes);
    }

    /// <summary>The notes about the columns of files whose values have types of their own.</summary>
    public static SourceNotes OfColumns(IReadOnlyList<ISampled> surveys, Schema schema, CsvOptions options, CsvDialect dialect) => new(
        [.. schema.Fields.Index().Where(field => options.Schema?.IndexOf(field.Item.Name) is null or < 0)
            .Select(field => Text(surveys, field.Index, field.Item, dialect, areTyped: true) ?? Files(surveys, field.Index, field.Item)).OfType<SourceNote>()]);

    private static SourceNote NoRows(IReadOnlyList<FileSurvey> surveys) => new()
    {
        Kind = NoteKind.NoRows,
        Text = surveys.Count == 1 ? $"{Path.GetFileName(surveys[0].File.Path)} has a header and no rows" : $"{surveys.Count} files have a header and no rows: {Path.GetFileName(surveys[0].File.Path)}, …",
        Value = surveys[0].File.Path,
    };

    private static SourceNote Header(FileSurvey survey) => new()
    {
        Kind = NoteKind.Header,
        Text = $"the first row, {HeaderGuess.FirstRow(survey)}, was read as the header",
        Option = "--no-header",
        Path = survey.File.Path,
        FileIndex = survey.Planned.Index,
    };

    /// <summary>A column of numbers that had zeros before them, as codes have: they are not the same when they are written again.</summary>
    private static SourceNote? Zeros(IReadOnlyList<ISampled> surveys, int column, Field field)
    {
        if (!(field.Type.IsInteger || field.Type.IsFloating) || surveys.Index().FirstOrDefault(s => s.Item.Guesses[column].FirstZeros is not null) is not { Item: { } survey })
            return null;
        var (value, offset) = survey.Guesses[column].FirstZeros!.Value;
        return NumberNotes.Of(NoteKind.Zeros, field.Name, value, survey.Planned.File.Path, survey.Planned.Index, offset);
    }

    /// <summary>A column of dates that have the day first and dates that have the month first.</summary>
    private static SourceNote? Dates(TypeGuess[] guesses, IReadOnlyList<ISampled> surveys, string column)
    {
        int day = Array.FindIndex(guesses, g => g.FirstDayFirst is not null), month = Array.FindIndex(guesses, g => g.FirstMonthFirst is not null);
        if (day < 0 || month < 0)
            return null;
        var (dayValue, dayOffset) = guesses[day].FirstDayFirst!.Value;
        var (monthValue, monthOffset) = guesses[month].FirstMonthFirst!.Value;
        return DateNotes.InWords(new SourceNotes([
            DateNotes.Seen(DateOrders.DayFirst, column, dayValue, surveys[day].Planned.File.Path, surveys[day].Planned.Index, dayOffset),
            DateNotes.Seen(DateOrders.MonthFirst, column, monthValue, surveys[month].Planned.File.Path, surveys[month].Planned.Index, monthOffset)])).Items[0];
    }

    private static SourceNote? OneColumn(FileSurvey survey, CsvDialect dialect)
    {
        if (survey.Names is not [var name])
            return null;
        foreach (char delimiter in OtherDelimiter.Than(dialect.Delimiter))
        {
            if (!name.Contains(delimiter, StringComparison.Ordinal) || survey.Guesses[0].FirstText?.Value.AsSpan().Contains((byte)delimiter) == false)
                continue;
            return new SourceNote { Kind = NoteKind.OneColumn, Text = $"one column: did you mean {OtherDelimiter.Option(delimiter)}?", Value = name };
        }
        return null;
    }

    /// <summary>A column that is text because of the fewer of its values, or because all look like numbers or moments.</summary>
    private static SourceNote? Text(IReadOnlyList<ISampled> surveys, int column, Field field, CsvDialect dialect, bool areTyped = false)
    {
        if (field.Logical != LogicalType.Text)
            return null;
        var guesses = surveys.Select(s => s.Guesses[column]).ToArray();
        var otherwise = guesses.Select(g => g.OtherType).OfType<LogicalType>().Aggregate((LogicalType?)null, (a, b) => a is null ? b : Widening.Join(a, b));
        bool isDigits = guesses.Any(g => g.Texts > 0) && guesses.All(g => g.Texts == g.LongNumbers + g.Lookalikes);
        if (!isDigits && (otherwise is null || guesses.Sum(g => g.Texts) > guesses.Sum(g => g.Others)))
            return null;
        if (Dates(guesses, surveys, field.Name) is { } dates)
            return dates;
        int file = Array.FindIndex(guesses, g => g.FirstText is not null);
        // Without lines that look like comments, the column would be text all the same where it has other texts.
        int own = column == 0 && file >= 0 && !areTyped ? Array.FindIndex(guesses, g => g.FirstOwnText is not null) : -1;
        if (own >= 0)
        {
            file = own;
            return Note(guesses[file].FirstOwnText!.Value);
        }
        // Texts that look like values are told of where nothing else makes the column text.
        if (file >= 0 && !(areTyped && guesses.Any(g => g.FirstClash is not null)))
            return Note(guesses[file].FirstText!.Value);
        file = Array.FindIndex(guesses, g => g.FirstClash is not null);
        if (file >= 0)
        {
            var (value, before, offset) = guesses[file].FirstClash!.Value;
            return WithOthers(TypeNotes.Text(field.Name, before, value, isQuoted: false, dialect.SampleDates, surveys[file].Planned.File.Path, surveys[file].Planned.Index, offset, dialect.Numbers, areTyped ? null : CommentMark.Of(value, column, dialect)), surveys, column);
        }
        file = Array.FindIndex(guesses, g => g.FirstLong is not null);
        return file >= 0 && otherwise is { IsInteger: true } or { Kind: LogicalKind.Real } ? Note(guesses[file].FirstLong!.Value) : null;

        SourceNote Note((byte[] Value, bool IsQuoted, long Offset) first)
        {
            var note = TypeNotes.Text(field.Name, otherwise, first.Value, first.IsQuoted, dialect.SampleDates, surveys[file].Planned.File.Path, surveys[file].Planned.Index, first.Offset, dialect.Numbers, areTyped ? null : CommentMark.Of(first.Value, column, dialect), areTyped && first.IsQuoted);
            if (areTyped && note.Option?.StartsWith("--schema ", StringComparison.Ordinal) == true)
                return note with { Option = TypeNotes.Unquoted(field.Name, otherwise, guesses.SelectMany(g => g.TextsAndClashes).Select(seen => seen.Value)) };
            string? shown = Array.Exists(guesses, g => g.FirstDayFirst is not null) ? "--date-format dmy" : guesses.Select(g => g.DateOption).FirstOrDefault(option => option is not null and not Lookalike.EitherOrder);
            return note.Option == Lookalike.EitherOrder && shown is not null ? note with { Option = shown } : WithOthers(note, surveys, column);
        }
    }

    /// <summary>A note with the first of the other values that make the column text.</summary>
    private static SourceNote WithOthers(SourceNote note, IReadOnlyList<ISampled> surveys, int column) => note.Value is null || !note.IsOfOneValue ? note : note with
    {
        Other = OtherValue.First(note.Value, surveys.SelectMany(survey => survey.Guesses[column].TextsAndClashes.Select(seen => new OtherValue(TypeNotes.Cut(seen.Value), survey.Planned.Index, seen.Offset)))),
    };

    /// <summary>A column of several types, each of which some file has alone. Whole numbers beside decimals are no surprise.</summary>
    private static SourceNote? Files(IReadOnlyList<ISampled> surveys, int column, Field field)
    {
        LogicalType[] types = [.. surveys.Where(s => s.Guesses[column].HasType).Select(s => s.Guesses[column].Type).Distinct()];
        bool isSurprise = types.Length > 1 && field.Logical != LogicalType.Real;
        if (!isSurprise)
            return null;
        var note = TypeNotes.Files(field.Name, types, field.Logical, surveys.Count);
        return field.Logical == LogicalType.Text && FirstApart(surveys, column) is var (survey, value, offset) ? TypeNotes.From(note, value, survey.Guesses[column].OtherType!, survey.Planned.File.Path, survey.Planned.Index, offset) : note;
    }

    /// <summary>The first value of a file whose values have no type but text in common with those of the files before it.</summary>
    private static (ISampled Survey, byte[] Value, long Offset)? FirstApart(IReadOnlyList<ISampled> surveys, int column)
    {
        LogicalType? before = null;
        foreach (var survey in surveys)
        {
            if (survey.Guesses[column] is not { OtherType: { } type, FirstOther: var (value, offset) })
                continue;
            var joined = before is null ? type : Widening.Join(before, type);
            if (joined == LogicalType.Text)
                return (survey, value, offset);
            before = joined;
        }
        return null;
    }
}
