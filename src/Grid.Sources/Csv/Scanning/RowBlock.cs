namespace Grid.Sources;

/// <summary>Whole rows of one stretch of text, and where their fields are.</summary>
internal unsafe struct RowBlock
{
    /// <summary>Bytes that must be readable before the first field: parsers load the eight bytes that end with a field.</summary>
    public const int Margin = 64;

    /// <summary>The text that all positions count from.</summary>
    public byte* Text;

    /// <summary>
    /// Where each field ends, row by row; the entry before the first is where the text before it ends. Used where
    /// fields have neither quotes nor null words and no line is blank.
    /// </summary>
    public int* Separators;

    /// <summary>Where each field starts and ends, row by row, without its quotes; null where <see cref="Separators"/> serves.</summary>
    public int* Starts;

    /// <summary>See <see cref="Starts"/>.</summary>
    public int* Ends;

    public int Rows;

    public int Columns;

    public byte Quote;

    /// <summary>Whether there are empty fields in quotes, which are texts.</summary>
    public bool HasEmptyTexts;

    /// <summary>Whether what has a quote before it is a text whatever it looks like, and there is such.</summary>
    public bool HasTexts;

    /// <summary>Where in the file each row starts; null where <see cref="Origin"/> tells.</summary>
    public long* RowOffsets;

    /// <summary>Where in the file the text would start that positions count from.</summary>
    public long Origin;

    /// <summary>Where a row starts in the file.</summary>
    public readonly long OffsetOf(int row) => RowOffsets != null ? RowOffsets[row] : Origin + Field(row, 0).RowStart;

    /// <summary>Where a field starts and ends, and where its row starts.</summary>
    public readonly (int Start, int End, int RowStart) Field(int row, int column)
    {
        int first = row * Columns, at = first + column;
        if (Starts == null)
        {
            int end = Separators[at];
            bool isCrLf = column == Columns - 1 && end > Separators[at - 1] + 1 && Text[end - 1] == '\r';
            return (Separators[at - 1] + 1, isCrLf ? end - 1 : end, Separators[first - 1] + 1);
        }
        return (Starts[at], Ends[at], Starts[first]);
    }
}
