using System.CommandLine;
using Grid.Columns;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>How CSV is to be read.</summary>
internal sealed class CsvInput
{
    /// <summary>Among null words: the default ones are left out.</summary>
    private const string NoDefault = "none";

    private readonly Option<char> _delimiter = Options.Delimiter();
    private readonly Option<char> _quote = Options.Quote();
    private readonly Option<char?> _comment = Options.OptionalCharacter("--comment", "leave out lines that start with this, e.g. '#'", "");
    private readonly Option<string?> _encoding = new("--encoding") { Description = "how text is encoded that is not UTF-8, e.g. windows-1252, latin1 or utf-16le; a mark at the start of a file stands above it", HelpName = "NAME" };
    private readonly Option<int> _skipRows = Options.Number("--skip-rows", "leave out so many lines at the start of every file, before its header", 0, int.MaxValue, 0);
    private readonly Option<bool> _trailing = new("--trailing-delimiter") { Description = "a delimiter at the end of a line stands before no further field" };
    private readonly Option<char> _decimal = Options.Mark("--decimal", "what stands before the fraction of numbers: . or ,", ".,", '.');
    private readonly Option<char?> _thousands = Options.OptionalCharacter("--thousands", "what stands between the thousands of numbers: one of . , ' _ or a blank", ".,'_ ");
    private readonly Option<string[]> _nulls = new("--null")
    {
        Description = "words that mean null, besides the empty field and the usual words of pandas (NA, N/A, n/a, null, NULL, None, …), which 'none' leaves out; NaN is a value among numbers, and null elsewhere",
        HelpName = "WORD,…",
    };
    private readonly Option<string?> _quotedNulls = new("--quoted-nulls")
    {
        Description = "yes: \"\" and null words in quotes are null as well; no: they are texts; unless said otherwise, yes for files that quote every field",
        HelpName = "yes|no",
    };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "the first row is data; columns are column0, column1, …" };
    private readonly Option<string[]> _dates = new("--date-format") { Description = "how dates are written that do not start with the year: mdy, dmy, ymd, or a pattern such as \"%d/%m/%Y %H:%M\"; decided from all values where it is not given ('grid help dates' has the rest)", HelpName = "FORMAT" };
    private readonly Option<string?> _schema = new("--schema") { Description = "types of columns, e.g. \"VendorID:int,store_and_fwd_flag:text\"; a value that contradicts is an error", HelpName = "COLUMN:TYPE,…" };
    private readonly Option<bool> _byName = new("--by-name") { Description = "CSV files of other columns than one another are one table by the names of these, null where a file has them not; Parquet and Arrow files always are" };
    private readonly Option<string?> _nested = new("--nested") { Description = "nested columns of Parquet and Arrow files: refuse names the first of them, leave-out reads the others, flatten takes the fields of structs for columns; of JSON, text keeps what is nested as text", HelpName = "refuse|leave-out|flatten|text" };

    /// <summary>Adds these to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _delimiter, _quote, _nulls, _quotedNulls, _noHeader, _dates, _schema, _byName, _nested, _encoding, _comment, _skipRows, _trailing, _decimal, _thousands })
            command.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    public CsvOptions Read(ParseResult parsed)
    {
        var words = (parsed.GetValue(_nulls) ?? []).SelectMany(Words).ToArray();
        var csv = new CsvOptions
        {
            Delimiter = parsed.GetValue(_delimiter),
            Quote = parsed.GetValue(_quote),
            Encoding = parsed.GetValue(_encoding),
            Comment = parsed.GetValue(_comment),
            SkipRows = parsed.GetValue(_skipRows),
            TrailingDelimiter = parsed.GetValue(_trailing),
            Decimal = parsed.GetValue(_decimal),
            Thousands = parsed.GetValue(_thousands),
            HasHeader = !parsed.GetValue(_noHeader),
            NullWords = [.. words.Where(word => word != NoDefault)],
            DefaultNullWords = !words.Contains(NoDefault),
            QuotedNulls = parsed.GetValue(_quotedNulls) switch
            {
                null => null,
                "yes" => true,
                "no" => false,
                var other => throw new UsageException($"--quoted-nulls {other}: expected yes or no"),
            },
            ByName = parsed.GetValue(_byName),
            Nested = parsed.GetValue(_nested) switch
            {
                null or "refuse" => NestedColumns.Refuse,
                "leave-out" => NestedColumns.LeaveOut,
                "flatten" => NestedColumns.Flatten,
                "text" => NestedColumns.Text,
                var other => throw new UsageException($"--nested {other}: expected refuse, leave-out, flatten or text"),
            },
            DateFormats = DateFormatsOf(parsed.GetValue(_dates) ?? []),
            Schema = parsed.GetValue(_schema) is { } schema ? SchemaText.Parse(schema) : null,
        };
        RequireOther("--delimiter", csv.Delimiter, "--quote", csv.Quote);
        RequireOther("--delimiter", csv.Delimiter, "--comment", csv.Comment);
        RequireOther("--quote", csv.Quote, "--comment", csv.Comment);
        RequireOther("--decimal", csv.Decimal, "--thousands", csv.Thousands);
        return csv;
    }

    private static void RequireOther(string option, char given, string other, char? otherGiven)
    {
        if (given == otherGiven)
            throw new UsageException($"{option} and {other} are both '{given}'; they must differ");
    }

    // A word alone is taken as it stands, blanks included.
    private static string[] Words(string text) =>
        text.Contains(',', StringComparison.Ordinal) ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];

    // Refused before files are looked at.
    private static string[] DateFormatsOf(string[] formats)
    {
        try
        {
            DateFormats.Parse(formats);
            return formats;
        }
        catch (FormatException e)
        {
            throw new UsageException($"--date-format {e.Message}");
        }
    }
}
