using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of rows that are picked: what they are grouped or sorted by. What is missing comes last, whichever the direction.</summary>
internal sealed class PickColumn(bool isText, bool isDescending)
{
    private ulong[] _keys = [];
    private byte[][] _texts = [];
    private bool[] _missing = [];

    public bool IsText => isText;

    public bool IsDescending => isDescending;

    /// <summary>A column like this one, without rows.</summary>
    public PickColumn Like() => new(isText, isDescending);

    /// <summary>Makes room for rows.</summary>
    public void Reserve(int rows)
    {
        if (_missing.Length >= rows)
            return;
        int room = Math.Max(rows, 2 * _missing.Length);
        Array.Resize(ref _missing, room);
        if (isText)
            Array.Resize(ref _texts, room);
        else
            Array.Resize(ref _keys, room);
    }

    public bool IsMissing(int row) => _missing[row];

    public ulong Key(int row) => _keys[row];

    public byte[] Text(int row) => _texts[row];

    public void Set(int row, ulong key) => (_keys[row], _missing[row]) = (key, false);

    public void Set(int row, byte[] text) => (_texts[row], _missing[row]) = (text, false);

    public void SetMissing(int row) => _missing[row] = true;

    /// <summary>Takes a row of a column like this one.</summary>
    public void Take(int row, PickColumn from, int at)
    {
        _missing[row] = from._missing[at];
        if (isText)
            _texts[row] = from._texts[at];
        else
            _keys[row] = from._keys[at];
    }

    /// <summary>Sets a row to a value of a block.</summary>
    public void Put(int at, Vector vector, int row)
    {
        if (IsMissing(vector, row))
            SetMissing(at);
        else if (isText)
            Set(at, vector.TextAt(row).ToArray());
        else
            Set(at, vector.KeyAt(row));
    }

    /// <summary>Some rows, in an order.</summary>
    public PickColumn Taken(int[] rows)
    {
        var taken = Like();
        taken.Reserve(rows.Length);
        for (int i = 0; i < rows.Length; i++)
            taken.Take(i, this, rows[i]);
        return taken;
    }

    /// <summary>Whether a value of a block comes before a row here, below zero, or behind it.</summary>
    public int Compare(Vector vector, int row, int other)
    {
        bool missing = IsMissing(vector, row), otherMissing = _missing[other];
        if (missing || otherMissing)
            return missing.CompareTo(otherMissing);
        int order = isText ? vector.TextAt(row).SequenceCompareTo(_texts[other]) : vector.KeyAt(row).CompareTo(_keys[other]);
        return isDescending ? -order : order;
    }

    /// <summary>Which of two rows comes first.</summary>
    public int Compare(int row, PickColumn other, int otherRow)
    {
        bool a = _missing[row], b = other._missing[otherRow];
        if (a || b)
            return a.CompareTo(b);
        int order = isText ? _texts[row].AsSpan().SequenceCompareTo(other._texts[otherRow]) : _keys[row].CompareTo(other._keys[otherRow]);
        return isDescending ? -order : order;
    }

    /// <summary>A number a value of a block that is not text: one that comes before another has no greater one.</summary>
    public void Ranks(Vector vector, Span<ulong> ranks)
    {
        if (vector.AllValid && vector.Type.Kind == LogicalKind.Real)
        {
            for (int i = 0; i < ranks.Length; i++)
                ranks[i] = double.IsNaN(vector.Doubles[i]) ? ulong.MaxValue : RankOf(ScalarKey.OfDouble(vector.Doubles[i]));
            return;
        }
        for (int i = 0; i < ranks.Length; i++)
            ranks[i] = IsMissing(vector, i) ? ulong.MaxValue : RankOf(vector.KeyAt(i));
    }

    /// <summary>The number of a row here.</summary>
    public ulong Rank(int row) => _missing[row] ? ulong.MaxValue : RankOf(_keys[row]);

    /// <summary>About how many bytes the first rows take.</summary>
    public long Weight(int rows)
    {
        long weight = (isText ? 40L : 9) * rows;
        for (int i = 0; isText && i < rows; i++)
            weight += _missing[i] ? 0 : _texts[i].Length;
        return weight;
    }

    private ulong RankOf(ulong key) => isDescending ? ~key : key;

    private static bool IsMissing(Vector vector, int row) => !vector.IsValid(row) || (vector.Type.Kind == LogicalKind.Real && double.IsNaN(vector.Doubles[row]));

    public void Write(ByteWriter writer, int rows)
    {
        writer.Byte((byte)((isText ? 1 : 0) | (isDescending ? 2 : 0)));
        for (int i = 0; i < rows; i++)
        {
            writer.Bool(_missing[i]);
            if (_missing[i])
                continue;
            if (isText)
                writer.Bytes(_texts[i]);
            else
                writer.Fixed(_keys[i]);
        }
    }

    public static PickColumn Read(ref ByteReader reader, int rows)
    {
        int kind = reader.Within(0, 3);
        var column = new PickColumn((kind & 1) != 0, (kind & 2) != 0);
        column.Reserve(rows);
        for (int i = 0; i < rows; i++)
        {
            if (reader.Bool())
                column.SetMissing(i);
            else if (column.IsText)
                column.Set(i, reader.Bytes());
            else
                column.Set(i, reader.Fixed());
        }
        return column;
    }
}
