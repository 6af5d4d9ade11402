using System.Text;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Says what is wrong with a row: in which line, found by counting only now that it is needed, what, and what to do.</summary>
internal sealed unsafe class RowFaults(SourceFile source, Schema schema, CsvDialect dialect)
{
    private string Path => source.File.Path;

    public SourceException Of(RowFault fault, long textOffset, byte* text)
    {
        long line = source.LineOf(textOffset + fault.RowStart);
        string value = TypeNotes.Cut(new ReadOnlySpan<byte>(text + fault.Start, Math.Max(0, fault.End - fault.Start)));
        switch (fault.Kind)
        {
            case RowFaultKind.TooFewFields:
            case RowFaultKind.TooManyFields:
                return new SourceException($"{Path}, line {line}: the row has {Count(fault.Number, "field")}, expected {schema.Count}; {Advice(fault, text)}", Path, line, value: value);
            case RowFaultKind.TextAfterQuote:
                return new SourceException(
                    $"{Path}, line {line}, column '{schema[fault.Number].Name}': a quoted field must end where its quote does, but found {value}; double the quotes inside it, or set the quote to none.",
                    Path, line, schema[fault.Number].Name, value);
            default:
                return new SourceException(
                    $"{Path}, line {line}, column '{schema[fault.Number].Name}': a quote inside a field that does not start with one: {value}; quote the field and double the quotes inside it, or set the quote to none.",
                    Path, line, schema[fault.Number].Name, value);
        }
    }

    /// <summary>What to do about a row of too few or too many fields.</summary>
    private string Advice(RowFault fault, byte* text)
    {
        string delimiter = $"'{(char)dialect.Delimiter}'";
        string header = string.Join((char)dialect.Delimiter, schema.Fields.Select(field => field.Name));
        int end = fault.RowStart;
        while (text[end] != '\n')
            end++;
        var row = new ReadOnlySpan<byte>(text + fault.RowStart, end - fault.RowStart).TrimEnd((byte)'\r');
        bool hasNoHeader = schema.Fields.Index().All(field => field.Item.Name == $"column{field.Index}");
        if ((CommentMark.OfLine(row, dialect) ?? CommentMark.OfLine(Encoding.UTF8.GetBytes(header), dialect)) is { } comment)
            return $"if such lines are comments, say {comment}.";
        char? meant = OtherDelimiter.Within(hasNoHeader ? Encoding.UTF8.GetString(row) : header, dialect.Delimiter, schema.Count);
        if (meant is { } likely && row.Contains((byte)likely))
            return $"did you mean {OtherDelimiter.Option(likely)}?";
        int extra = fault.Number - schema.Count;
        if (extra > 0 && !EndsWith(row, extra) && HeaderStart.LinesBefore(source, dialect, schema.Count, fault.Number) is > 0 and var lines)
            return $"if the table starts behind {Count(lines, "line")}, say --skip-rows {lines}.";
        if (meant is { } possible)
            return $"did you mean {OtherDelimiter.Option(possible)}?";
        // What stands behind the last delimiter is a field as well: those that are too many may all be empty.
        if (extra == 1 && EndsWith(row, extra))
            return $"it ends with the delimiter {delimiter}, and the header does not: say --trailing-delimiter.";
        if (extra > 0 && EndsWith(row, extra))
            return $"it ends with {extra} delimiters {delimiter}, and the header does not: take them off the rows, or put as many behind the header.";
        if (extra == -1 && schema[^1].Name == $"column{schema.Count - 1}" && !hasNoHeader)
            return $"the header ends with the delimiter {delimiter}, and the row does not: say --trailing-delimiter.";
        if (extra < 0 && schema[^1].Name == $"column{schema.Count - 1}" && !hasNoHeader)
            return $"the header ends with the delimiter {delimiter}, and the row does not: take it off the header, or put as many behind the rows.";
        return $"correct the row, quote fields that hold the delimiter {delimiter}, or name another delimiter.";
    }

    /// <summary>Whether a row ends with a number of delimiters.</summary>
    private bool EndsWith(ReadOnlySpan<byte> row, int delimiters) => row.Length >= delimiters && row[^delimiters..].IndexOfAnyExcept(dialect.Delimiter) < 0;

    public SourceException NotOfType(int column, LogicalType type, long rowOffset, ReadOnlySpan<byte> field)
    {
        long line = source.LineOf(rowOffset);
        string name = schema[column].Name, value = TypeNotes.Cut(field);
        return new SourceException(
            $"{Path}, line {line}, column '{name}': '{value}' is not {type}; {Lookalike.Format(field, type)}correct the value, name it as a null word, or ask for a wider type (utf8 holds anything).",
            Path, line, name, value);
    }

    public SourceException Binary(long offset)
    {
        long line = source.LineOf(offset);
        return new SourceException(
            $"{Path}, line {line}: a zero byte at offset {offset}; this is a binary file, or text in UTF-16 (--encoding utf-16le).",
            Path, line);
    }

    /// <summary>Finds the first line of <paramref name="rows"/>, which start at an offset, that is not UTF-8.</summary>
    public SourceException NotUtf8(long offset, ReadOnlySpan<byte> rows)
    {
        int at = 0;
        while (true)
        {
            int length = rows[at..].IndexOf((byte)'\n') + 1;
            var text = rows.Slice(at, length == 0 ? rows.Length - at : length);
            if (!Utf8.IsValid(text) || length == 0)
                break;
            at += length;
        }
        return TextFaults.NotUtf8(Path, source.LineOf(offset + at));
    }

    public SourceException TooLong(long rowOffset)
    {
        long line = source.LineOf(rowOffset);
        return new SourceException(
            $"{Path}, line {line}: the row is longer than {ByteSize.Of(CsvRecord.LongestRow)}; a quote that it opens is perhaps never closed, or the file is no CSV.",
            Path, line);
    }

    public SourceException UnclosedQuote(long rowOffset, ReadOnlySpan<byte> row)
    {
        long line = source.LineOf(rowOffset);
        int column = 0, opened = 0;
        bool inside = false;
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == dialect.Quote)
                (inside, opened) = (!inside, inside ? opened : i);
            else if (row[i] == dialect.Delimiter && !inside)
                column++;
        }
        string name = schema[Math.Min(column, schema.Count - 1)].Name;
        string value = TypeNotes.Cut(row[opened..]);
        return new SourceException(
            $"{Path}, line {line}, column '{name}': the quote in {value} is never closed; close it, or set the quote to none where quotes are plain text.",
            Path, line, name, value);
    }

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
