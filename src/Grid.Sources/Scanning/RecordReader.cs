using System.Text;

namespace Grid.Sources;

/// <summary>
/// Reads CSV records one character after the other: for headers and samples, where being lenient matters and speed does
/// not. Quotes count at the start of a field only, as pandas has it.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> text, CsvDialect dialect)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next record starts.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a record that ends with a line break, or with the text where that is the end of the file.</summary>
    /// <param name="fields">Receives the fields; null for an empty one or a null word.</param>
    /// <param name="atEndOfFile">Whether the text ends where the file does.</param>
    /// <returns>False where there is no whole record left; <see cref="Position"/> then stays.</returns>
    public bool TryRead(List<byte[]?> fields, bool atEndOfFile)
    {
        fields.Clear();
        int at = Position;
        if (at >= _text.Length)
            return false;
        var field = new List<byte>();
        while (true)
        {
            field.Clear();
            bool quoted = at < _text.Length && _text[at] == dialect.Quote;
            if (quoted)
            {
                at++;
                while (true)
                {
                    if (at >= _text.Length)
                        return false;
                    if (_text[at] != dialect.Quote)
                    {
                        field.Add(_text[at++]);
                        continue;
                    }
                    if (at + 1 < _text.Length && _text[at + 1] == dialect.Quote)
                    {
                        field.Add(dialect.Quote);
                        at += 2;
                        continue;
                    }
                    at++;
                    break;
                }
            }
            while (at < _text.Length && _text[at] != dialect.Delimiter && _text[at] != '\n')
                field.Add(_text[at++]);
            bool end = at >= _text.Length;
            if (end && !atEndOfFile)
                return false;
            bool last = end || _text[at] == '\n';
            if (last && field.Count > 0 && field[^1] == '\r')
                field.RemoveAt(field.Count - 1);
            fields.Add((field.Count == 0 && !quoted) || dialect.IsNullWord(field.ToArray()) ? null : [.. field]);
            at++;
            if (!last)
                continue;
            Position = Math.Min(at, _text.Length);
            return true;
        }
    }

    /// <summary>Whether the record just read was a line without anything.</summary>
    public static bool IsBlank(List<byte[]?> fields) => fields.Count == 1 && fields[0] is null;

    /// <summary>A field as text; the empty text for null.</summary>
    public static string Text(byte[]? field) => field is null ? "" : Encoding.UTF8.GetString(field);
}
