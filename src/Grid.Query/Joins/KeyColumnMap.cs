using Grid.Columns;

namespace Grid.Query;

/// <summary>Numbers the distinct values of one key of a join. Immutable once built; safe for any number of threads, each with its own <see cref="KeyWords"/>.</summary>
internal sealed class KeyColumnMap
{
    private readonly WordMap? _words;
    private readonly TextInterner? _texts;

    private KeyColumnMap(LogicalType type, WordMap? words, TextInterner? texts) => (Type, _words, _texts) = (type, words, texts);

    /// <summary>The type under which values are compared.</summary>
    public LogicalType Type { get; }

    /// <summary>How many distinct values there are.</summary>
    public int Count => _words?.Count ?? _texts!.Texts.Count;

    /// <summary>Bytes of memory that it takes.</summary>
    public long ByteSize => _words?.ByteSize ?? _texts!.Texts.Weight + 8L * _texts.Texts.Count;

    /// <summary>Numbers the values of a column of blocks.</summary>
    /// <param name="type">The type under which values are compared.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="blocks">Gives the blocks, in order, to who takes them.</param>
    /// <param name="numbers">Takes the number of each value; negative where it is null, or is not of the type.</param>
    public static KeyColumnMap Build(LogicalType type, int rows, Action<Action<Vector, int>> blocks, int[] numbers)
    {
        int at = 0;
        if (type.Kind == LogicalKind.Text)
        {
            var texts = new TextInterner(Math.Min(rows, 1 << 16));
            blocks((values, count) =>
            {
                for (int i = 0; i < count; i++, at++)
                    numbers[at] = values.IsValid(i) ? texts.Intern(values.TextAt(i)) : -1;
            });
            return new KeyColumnMap(type, null, texts);
        }
        var words = new long[rows];
        var reader = new KeyWords(type);
        blocks((values, count) =>
        {
            reader.Read(values, count).CopyTo(words.AsSpan(at));
            for (int i = 0; i < count; i++, at++)
                numbers[at] = (reader.Present[i >> 6] >> (i & 63) & 1) != 0 ? 0 : -1;
        });
        return new KeyColumnMap(type, new WordMap(words, numbers), null);
    }

    /// <summary>Finds the numbers of values: negative where they are null or no number is known.</summary>
    public void Find(Vector values, int count, KeyWords reader, Span<int> numbers)
    {
        if (_texts is not null)
        {
            for (int i = 0; i < count; i++)
                numbers[i] = values.IsValid(i) ? _texts.Find(values.TextAt(i)) : -1;
            return;
        }
        var words = reader.Read(values, count);
        for (int i = 0; i < count; i += 64)
        {
            ulong present = reader.Present[i >> 6];
            var part = numbers.Slice(i, Math.Min(64, count - i));
            if (present == Vector.Mask(0, part.Length))
            {
                part.Clear();
                continue;
            }
            for (int j = 0; j < part.Length; j++)
                part[j] = (int)(present >> j & 1) - 1;
        }
        _words!.Find(words, numbers[..count]);
    }
}
