using System.Text;

namespace Grid.Sources;

/// <summary>The options as bytes, checked once.</summary>
internal sealed class CsvDialect
{
    /// <summary>Stands for "no quote": a byte that no UTF-8 text holds.</summary>
    public const byte NoQuote = 0xFF;

    private readonly byte[][] _nullWords;
    private readonly int _longestNullWord;

    private CsvDialect(byte delimiter, byte quote, byte[][] nullWords)
    {
        (Delimiter, Quote, _nullWords) = (delimiter, quote, nullWords);
        _longestNullWord = nullWords.Length == 0 ? -1 : nullWords.Max(w => w.Length);
    }

    public byte Delimiter { get; }

    public byte Quote { get; }

    public bool HasNullWords => _nullWords.Length > 0;

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
            [.. options.NullWords.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)]);
    }

    /// <summary>Whether a field, without its quotes, is one of the null words.</summary>
    public bool IsNullWord(ReadOnlySpan<byte> field)
    {
        if (field.Length > _longestNullWord)
            return false;
        foreach (var word in _nullWords)
        {
            if (field.SequenceEqual(word))
                return true;
        }
        return false;
    }
}
