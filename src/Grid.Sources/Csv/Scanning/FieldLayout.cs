using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// Finds the fields of rows with care: takes off quotes and carriage returns, leaves out blank lines, empties the fields
/// that are null and look like values, and finds what is wrong with a row.
/// </summary>
internal static unsafe class FieldLayout
{
    /// <summary>Lays out the fields between separators.</summary>
    /// <param name="block">Text, separators and columns in; starts, ends (room for every separator) and rows out.</param>
    /// <param name="separatorCount">How many separators there are, the last of them a line break.</param>
    /// <param name="quoteCount">How many quotes there are in the text at most.</param>
    /// <param name="dialect">What quotes and null words are.</param>
    /// <returns>What is wrong with the first bad row, or null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RowFault? LayOut(ref RowBlock block, int separatorCount, int quoteCount, CsvDialect dialect)
    {
        byte* text = block.Text;
        int* separators = block.Separators;
        bool hasValues = dialect.Words.HasValues;
        int rowStart = separators[-1] + 1, fieldStart = rowStart, quotedFields = 0, column = 0, field = 0, rows = 0;
        for (int i = 0; i < separatorCount; i++)
        {
            int end = separators[i];
            bool last = text[end] == '\n';
            int fieldEnd = last && end > fieldStart && text[end - 1] == '\r' ? end - 1 : end;
            if (last && column == 0 && ((block.Columns > 1 && fieldEnd == fieldStart) || text[fieldStart] == dialect.Comment))
            {
                fieldStart = rowStart = end + 1;
                continue;
            }
            if (column == block.Columns && last && fieldEnd == fieldStart && dialect.TrailingDelimiter)
            {
                rows++;
                column = 0;
                fieldStart = rowStart = end + 1;
                continue;
            }
            if (column == block.Columns)
                return new RowFault(RowFaultKind.TooManyFields, rowStart, Fields(separators, i, separatorCount, text, column), fieldStart, fieldEnd);
            int start = fieldStart;
            bool quoted = false;
            if (start < fieldEnd && text[start] == dialect.Quote)
            {
                if (fieldEnd - start < 2 || text[fieldEnd - 1] != dialect.Quote)
                    return new RowFault(RowFaultKind.TextAfterQuote, rowStart, column, start, fieldEnd);
                start++;
                fieldEnd--;
                quotedFields++;
                quoted = !dialect.QuotedNulls;
                if (start == fieldEnd && !quoted)
                    start = fieldEnd = fieldStart;
                block.HasEmptyTexts |= start == fieldEnd && quoted;
            }
            if (hasValues && !quoted && dialect.Words.ContainsValue(new ReadOnlySpan<byte>(text + start, fieldEnd - start)))
                start = fieldEnd = fieldStart;
            block.Starts[field] = start;
            block.Ends[field] = fieldEnd;
            field++;
            column++;
            fieldStart = end + 1;
            if (!last)
                continue;
            if (column != block.Columns)
                return new RowFault(RowFaultKind.TooFewFields, rowStart, column, rowStart, end);
            rows++;
            column = 0;
            rowStart = fieldStart;
        }
        block.Rows = rows;
        return quoteCount == 2 * quotedFields ? null : FindStrayQuote(block, dialect.Quote);
    }

    /// <summary>How many fields a row has in all, given that the one before separator <paramref name="i"/> is number <paramref name="column"/>.</summary>
    private static int Fields(int* separators, int i, int count, byte* text, int column)
    {
        while (i < count && text[separators[i]] != '\n')
        {
            i++;
            column++;
        }
        return column + 1;
    }

    private static RowFault? FindStrayQuote(in RowBlock block, byte quote)
    {
        for (int row = 0; row < block.Rows; row++)
        {
            for (int column = 0; column < block.Columns; column++)
            {
                int start = block.Starts[row * block.Columns + column], end = block.Ends[row * block.Columns + column];
                var field = new ReadOnlySpan<byte>(block.Text + start, end - start);
                bool quoted = block.Text[start - 1] == quote;
                for (int at = field.IndexOf(quote); at >= 0;)
                {
                    if (!quoted || at + 1 == field.Length || field[at + 1] != quote)
                    {
                        int first = block.Starts[row * block.Columns];
                        if (block.Text[first - 1] == quote)
                            first--;
                        return quoted
                            ? new RowFault(RowFaultKind.TextAfterQuote, first, column, start - 1, end + 1)
                            : new RowFault(RowFaultKind.QuoteInText, first, column, start, end);
                    }
                    int next = field[(at + 2)..].IndexOf(quote);
                    at = next < 0 ? -1 : at + 2 + next;
                }
            }
        }
        return null;
    }
}

/// <summary>What can be wrong with a row.</summary>
internal enum RowFaultKind
{
    TooFewFields,
    TooManyFields,
    TextAfterQuote,
    QuoteInText,
}

/// <summary>A bad row.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="RowStart">Where the row starts.</param>
/// <param name="Number">The column, or how many fields there are.</param>
/// <param name="Start">Where the bad text starts.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct RowFault(RowFaultKind Kind, int RowStart, int Number, int Start, int End);
