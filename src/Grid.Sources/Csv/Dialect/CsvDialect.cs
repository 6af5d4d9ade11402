using Grid.Columns;

namespace Grid.Sources;

/// <summary>The options as bytes, checked once.</summary>
internal sealed record CsvDialect
{
    /// <summary>Stands for "no quote" and "no comment": a byte that no UTF-8 text holds.</summary>
    public const byte NoByte = 0xFF;

    private readonly bool? _quotedNulls;
    private readonly DateFormats? _dates;
    private readonly IReadOnlyList<string> _dayFirst;

    private CsvDialect(CsvOptions options)
    {
        Delimiter = (byte)options.Delimiter;
        Quote = options.Quote == '\0' ? NoByte : (byte)options.Quote;
        Comment = options.Comment is { } comment ? (byte)comment : NoByte;
        TrailingDelimiter = options.TrailingDelimiter;
        SkipRows = options.SkipRows;
        Encoding = options.Encoding is { } encoding ? TextEncodings.NameOf(encoding) : null;
        Numbers = NumberForm.Of(options.Decimal, options.Thousands);
        Words = new NullWords(options.NullWords, options.DefaultNullWords, Numbers);
        _quotedNulls = options.QuotedNulls;
        _dates = Dates(options.DateFormats);
        _dayFirst = options.DayFirst;
        ReadsGivenYearFirst = options.DateFormats.Any(format => format.Equals("ymd", StringComparison.OrdinalIgnoreCase) || format.TrimStart() is ['%', 'Y' or 'F', ..]);
    }

    public byte Delimiter { get; }

    public byte Quote { get; }

    /// <summary>What lines start with that are left out; <see cref="NoByte"/> where none are.</summary>
    public byte Comment { get; }

    /// <summary>Whether a delimiter at the end of a line, behind all its fields, is none.</summary>
    public bool TrailingDelimiter { get; }

    /// <summary>How many lines stand before a file's table.</summary>
    public int SkipRows { get; }

    /// <summary>How texts are encoded that do not say so themselves; null for UTF-8.</summary>
    public string? Encoding { get; }

    /// <summary>How numbers are written; null for the usual way.</summary>
    public NumberForm? Numbers { get; }

    /// <summary>The words that mean null.</summary>
    public NullWords Words { get; private init; }

    /// <summary>Whether what is in quotes may be null as well.</summary>
    public bool QuotedNulls => _quotedNulls ?? false;

    /// <summary>The same for a file that quotes everything, or does not, where it is left to the file whether quoted nulls are some.</summary>
    public CsvDialect ForFile(bool quotesAll) => _quotedNulls is null ? this with { GivenQuotedNulls = quotesAll } : this;

    /// <summary>The same for a header, in which every word is a name.</summary>
    public CsvDialect ForHeader() => this with { Words = new NullWords([], withDefault: false), GivenQuotedNulls = false };

    private bool GivenQuotedNulls
    {
        init => _quotedNulls = value;
    }

    public static CsvDialect From(CsvOptions options)
    {
        Require(options.Delimiter is >= '\t' and <= '~' and not ('\n' or '\r'), "delimiter", options.Delimiter, "name another");
        Require(options.Quote == '\0' || options.Quote is >= '\t' and <= '~' and not ('\n' or '\r'), "quote", options.Quote, "name another, or '\\0' for none");
        Require(options.Comment is null or >= '!' and <= '~', "comment", options.Comment ?? '\0', "name another");
        RequireOther("delimiter", options.Delimiter, "quote", options.Quote);
        RequireOther("delimiter", options.Delimiter, "comment", options.Comment);
        RequireOther("quote", options.Quote, "comment", options.Comment);
        if (options.SkipRows < 0)
            throw new SourceException($"{options.SkipRows:N0} rows cannot be left out; name a number from 0 on.");
        if (options.Decimal is not ('.' or ','))
            throw new SourceException($"the decimal mark U+{(int)options.Decimal:X4} is neither '.' nor ','; name one of them.");
        if (options.Thousands is not (null or '.' or ',' or ' ' or '\'' or '_'))
            throw new SourceException($"the mark between thousands U+{(int)options.Thousands:X4} is none of '.', ',', ' ', ''' and '_'; name one of them.");
        RequireOther("decimal mark", options.Decimal, "mark between thousands", options.Thousands);
        if (options.SplitBytes is < 0 or > 1L << 30)
            throw new SourceException($"a split of {options.SplitBytes:N0} bytes is not within 0 (automatic) and 1,073,741,824; choose one that is.");
        return new CsvDialect(options);
    }

    /// <summary>How dates may be written, for a look at samples.</summary>
    public DateFormats SampleDates => _dates ?? DateFormats.Either;

    /// <summary>Whether what was given says of dates that start with the year how they are written.</summary>
    public bool ReadsGivenYearFirst { get; }

    /// <summary>How the dates of a column are written.</summary>
    public DateFormats DatesOf(string column) => _dates ?? (_dayFirst.Contains(column, StringComparer.Ordinal) ? DateFormats.DayFirst : DateFormats.MonthFirst);

    private static void Require(bool holds, string what, char given, string otherwise)
    {
        if (!holds)
            throw new SourceException($"the {what} U+{(int)given:X4} is not one ASCII character other than a line break; {otherwise}.");
    }

    private static void RequireOther(string what, char given, string other, char? otherGiven)
    {
        if (given == otherGiven)
            throw new SourceException($"the {what} and the {other} are both '{given}'; name two characters.");
    }

    private static DateFormats? Dates(IReadOnlyList<string> formats)
    {
        try
        {
            return formats.Count == 0 ? null : DateFormats.Parse(formats);
        }
        catch (FormatException e)
        {
            throw new SourceException($"the date format {e.Message}.");
        }
    }
}
