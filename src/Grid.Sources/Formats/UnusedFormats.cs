using Grid.Columns;

namespace Grid.Sources;

/// <summary>Tells of ways to write dates that were given, and in which no date is written.</summary>
internal static class UnusedFormats
{
    /// <summary>The note; none where a date is written so, as far as samples show, or where another note says as much.</summary>
    public static IEnumerable<SourceNote> Of(CsvOptions options, IReadOnlyList<TablePlan> tables)
    {
        // Dates whose type is given may be written as numbers are, of which samples do not tell that they are dates.
        if (options.DateFormats.Count == 0 || !tables.Any(table => table.HasRows) || tables.Any(table => table.HasGivenDates || table.Notes.Items.Any(note => note.Text.Contains(Lookalike.OtherFormat, StringComparison.Ordinal)))
            || options.Schema?.Fields.Any(field => field.Logical is LogicalTimestamp or { Kind: LogicalKind.Date }) == true)
            yield break;
        string given = string.Join(" and ", options.DateFormats.Select(ShellWord.Of));
        bool areText = tables.Any(table => table.Splits.Any(split => split.Format is FileFormat.Csv or FileFormat.Json));
        yield return new SourceNote
        {
            Kind = NoteKind.Unused,
            Text = areText ? $"no column is read by --date-format {given}, as far as samples show" : $"no column is read by --date-format {given}: these files have types of their own",
            Value = options.DateFormats[0],
        };
    }
}
