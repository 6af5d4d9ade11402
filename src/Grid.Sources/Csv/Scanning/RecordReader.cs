using System.Runtime.CompilerServices;
using System.Text;

namespace Grid.Sources;

/// <summary>The fields of one record, without their quotes. Used again for the next.</summary>
internal sealed class CsvRecord
{
    /// <summary>
    /// The longest row, in bytes. No automatic split is shorter, so that a split of a file that was thought free of quotes
    /// cannot lie within one quoted field unnoticed.
    /// </summary>
    public const int LongestRow = 8 << 20;

    private readonly List<(int Start, int End, bool IsNull, bool IsQuoted)> _fields = [];
    private byte[] _bytes = new byte[1024];
    private int _start;
    private int _end;

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>Whether the record is a line without anything.</summary>
    public bool IsBlank => Count == 1 && !_fields[0].IsQuoted && _fields[0].Start == _fields[0].End;

    /// <summary>A field; empty where it is null.</summary>
    public ReadOnlySpan<byte> this[int index] => IsNull(index) ? [] : _bytes.AsSpan(_fields[index].Start, _fields[index].End - _fields[index].Start);

    /// <summary>The field that is being read.</summary>
    public ReadOnlySpan<byte> Current => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether a field is empty or a null word, and its quotes, if it has some, do not matter.</summary>
    public bool IsNull(int index) => _fields[index].IsNull;

    /// <summary>Whether a field is in quotes.</summary>
    public bool IsQuoted(int index) => _fields[index].IsQuoted;

    /// <summary>A field as text.</summary>
    public string Text(int index) => Encoding.UTF8.GetString(this[index]);

    public void Clear()
    {
        _fields.Clear();
        (_start, _end) = (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte character)
    {
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _end * 2);
        _bytes[_end++] = character;
    }

    public void RemoveLast() => _end--;

    /// <summary>Takes the last field off, as nothing stands behind the delimiter before it.</summary>
    public void RemoveField() => _fields.RemoveAt(_fields.Count - 1);

    /// <summary>Whether nothing, not even quotes, stands behind the last of several delimiters.</summary>
    public bool EndsWithDelimiter => Count > 1 && _fields[^1].Start == _fields[^1].End && !_fields[^1].IsQuoted;

    public void EndField(bool isNull, bool isQuoted)
    {
        _fields.Add((_start, _end, isNull, isQuoted));
        _start = _end;
    }
}

/// <summary>
/// Reads CSV records one character after the other: for headers and samples, where being lenient matters and speed does
/// not. Quotes count at the start of a field only, as pandas has it.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> text, CsvDialect dialect)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next record starts.</summary>
    public int Position { get; private set; }

    /// <summary>Where the last record starts, behind comments before it.</summary>
    public int Start { get; private set; }

    /// <summary>Reads a record that ends with a line break, or with the text where that is the end of the file.</summary>
    /// <param name="record">Receives the fields.</param>
    /// <param name="atEndOfFile">Whether the text ends where the file does.</param>
    /// <returns>False where there is no whole record left; <see cref="Position"/> is then behind the comments before it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(CsvRecord record, bool atEndOfFile)
    {
        record.Clear();
        int at = Position;
        while (at < _text.Length && _text[at] == dialect.Comment)
        {
            int length = _text[at..].IndexOf((byte)'\n') + 1;
            if (length == 0 && !atEndOfFile)
                return false;
            at = Position = length == 0 ? _text.Length : at + length;
        }
        if (at >= _text.Length)
            return false;
        Start = at;
        while (true)
        {
            bool quoted = at < _text.Length && _text[at] == dialect.Quote;
            if (quoted && !TryReadQuoted(record, ref at))
                return false;
            while (at < _text.Length && _text[at] != dialect.Delimiter && _text[at] != '\n')
                record.Add(_text[at++]);
            bool end = at >= _text.Length;
            if (end && !atEndOfFile)
                return false;
            bool last = end || _text[at] == '\n';
            if (last && record.Current is [.., (byte)'\r'])
                record.RemoveLast();
            bool isNull = (!quoted || dialect.QuotedNulls) && (record.Current.Length == 0 || (dialect.Words.Contains(record.Current) && !dialect.Words.IsNaN(record.Current)));
            record.EndField(isNull, quoted);
            at++;
            if (!last)
                continue;
            Position = Math.Min(at, _text.Length);
            return true;
        }
    }

    /// <summary>Reads what is between quotes; false where they are not closed.</summary>
    private readonly bool TryReadQuoted(CsvRecord record, ref int at)
    {
        at++;
        while (at < _text.Length)
        {
            byte character = _text[at++];
            if (character != dialect.Quote)
            {
                record.Add(character);
                continue;
            }
            if (at == _text.Length || _text[at] != dialect.Quote)
                return true;
            record.Add(dialect.Quote);
            at++;
        }
        return false;
    }
}
