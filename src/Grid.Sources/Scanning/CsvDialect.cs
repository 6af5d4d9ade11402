namespace Grid.Sources;

/// <summary>The options as bytes, checked once.</summary>
internal sealed class CsvDialect
{
    /// <summary>Stands for "no quote": a byte that no UTF-8 text holds.</summary>
    public const byte NoQuote = 0xFF;

    private readonly bool? _quotedNulls;

    private CsvDialect(byte delimiter, byte quote, NullWords words, bool? quotedNulls) =>
        (Delimiter, Quote, Words, _quotedNulls) = (delimiter, quote, words, quotedNulls);

    public byte Delimiter { get; }

    public byte Quote { get; }

    /// <summary>The words that mean null.</summary>
    public NullWords Words { get; }

    /// <summary>Whether what is in quotes may be null as well.</summary>
    public bool QuotedNulls => _quotedNulls ?? false;

    /// <summary>The same for a file that quotes everything, or does not, where it is left to the file whether quoted nulls are some.</summary>
    public CsvDialect ForFile(bool quotesAll) => _quotedNulls is null ? new(Delimiter, Quote, Words, quotesAll) : this;

    /// <summary>The same for a header, in which every word is a name.</summary>
    public CsvDialect ForHeader() => new(Delimiter, Quote, new NullWords([], withDefault: false), quotedNulls: false);

    public static CsvDialect From(CsvOptions options)
    {
        if (options.Delimiter is < '\t' or > '~' or '\n' or '\r')
            throw new SourceException($"The delimiter U+{(int)options.Delimiter:X4} is not one ASCII character other than a line break; name another.");
        if (options.Quote != '\0' && options.Quote is < '\t' or > '~' or '\n' or '\r')
            throw new SourceException($"The quote U+{(int)options.Quote:X4} is not one ASCII character other than a line break; name another, or '\\0' for none.");
        if (options.Quote == options.Delimiter)
            throw new SourceException($"The delimiter and the quote are both '{options.Quote}'; name two characters.");
        if (options.SplitBytes is < 0 or > 1L << 30)
            throw new SourceException($"A split of {options.SplitBytes} bytes is not within 0 (automatic) and 1 GiB; choose one that is.");
        return new CsvDialect(
            (byte)options.Delimiter,
            options.Quote == '\0' ? NoQuote : (byte)options.Quote,
            new NullWords(options.NullWords, options.DefaultNullWords),
            options.QuotedNulls);
    }
}
