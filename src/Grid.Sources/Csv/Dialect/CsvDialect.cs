using Grid.Columns;

namespace Grid.Sources;

/// <summary>The options as bytes, checked once.</summary>
internal sealed class CsvDialect
{
    /// <summary>Stands for "no quote": a byte that no UTF-8 text holds.</summary>
    public const byte NoQuote = 0xFF;

    private readonly bool? _quotedNulls;
    private readonly DateFormats? _dates;
    private readonly IReadOnlyList<string> _dayFirst;

    private CsvDialect(byte delimiter, byte quote, NullWords words, bool? quotedNulls, DateFormats? dates, IReadOnlyList<string> dayFirst) =>
        (Delimiter, Quote, Words, _quotedNulls, _dates, _dayFirst) = (delimiter, quote, words, quotedNulls, dates, dayFirst);

    public byte Delimiter { get; }

    public byte Quote { get; }

    /// <summary>The words that mean null.</summary>
    public NullWords Words { get; }

    /// <summary>Whether what is in quotes may be null as well.</summary>
    public bool QuotedNulls => _quotedNulls ?? false;

    /// <summary>The same for a file that quotes everything, or does not, where it is left to the file whether quoted nulls are some.</summary>
    public CsvDialect ForFile(bool quotesAll) => _quotedNulls is null ? new(Delimiter, Quote, Words, quotesAll, _dates, _dayFirst) : this;

    /// <summary>The same for a header, in which every word is a name.</summary>
    public CsvDialect ForHeader() => new(Delimiter, Quote, new NullWords([], withDefault: false), quotedNulls: false, _dates, _dayFirst);

    public static CsvDialect From(CsvOptions options)
    {
        if (options.Delimiter is < '\t' or > '~' or '\n' or '\r')
            throw new SourceException($"the delimiter U+{(int)options.Delimiter:X4} is not one ASCII character other than a line break; name another.");
        if (options.Quote != '\0' && options.Quote is < '\t' or > '~' or '\n' or '\r')
            throw new SourceException($"the quote U+{(int)options.Quote:X4} is not one ASCII character other than a line break; name another, or '\\0' for none.");
        if (options.Quote == options.Delimiter)
            throw new SourceException($"the delimiter and the quote are both '{options.Quote}'; name two characters.");
        if (options.SplitBytes is < 0 or > 1L << 30)
            throw new SourceException($"a split of {options.SplitBytes:N0} bytes is not within 0 (automatic) and 1,073,741,824; choose one that is.");
        return new CsvDialect(
            (byte)options.Delimiter,
            options.Quote == '\0' ? NoQuote : (byte)options.Quote,
            new NullWords(options.NullWords, options.DefaultNullWords),
            options.QuotedNulls,
            Dates(options.DateFormats),
            options.DayFirst);
    }

    /// <summary>How dates may be written, for a look at samples.</summary>
    public DateFormats SampleDates => _dates ?? DateFormats.Either;

    /// <summary>How the dates of a column are written.</summary>
    public DateFormats DatesOf(string column) => _dates ?? (_dayFirst.Contains(column, StringComparer.Ordinal) ? DateFormats.DayFirst : DateFormats.MonthFirst);

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
