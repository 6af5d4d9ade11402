namespace Grid.Sources;

/// <summary>
/// Numbers in Parquet's mix of runs: of one number so many times, or of numbers one bit behind the other. Where more is read than there is, or
/// what is no run, there is none.
/// </summary>
/// <param name="start">The first run; <see cref="Slack"/> bytes behind the last one are there.</param>
/// <param name="end">Behind the last run.</param>
/// <param name="width">Bits of a number.</param>
internal unsafe struct HybridRuns(byte* start, byte* end, int width)
{
    /// <summary>Bytes behind the runs that are looked at, so that numbers are taken out of whole words.</summary>
    public const int Slack = 8;

    /// <summary>The widest numbers: indices into a dictionary are not so wide.</summary>
    public const int MostBits = 31;

    private byte* _at = start;
    private byte* _packed;
    private int _value;
    private int _first;
    private int _left;

    /// <summary>Takes numbers of one run.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="run">What they are.</param>
    /// <returns>How many; 0 where there are no more.</returns>
    public int Take(int most, out HybridRun run)
    {
        run = default;
        if (_left == 0 && !TryNext())
            return 0;
        int count = Math.Min(most, _left);
        run = new HybridRun(_packed, _first, _value);
        _first += count;
        _left -= count;
        return count;
    }

    /// <summary>Reads numbers.</summary>
    /// <returns>False where there are not so many.</returns>
    public bool TryRead(Span<int> numbers)
    {
        while (numbers.Length > 0)
        {
            int count = Take(numbers.Length, out var run);
            if (count == 0)
                return false;
            if (run.IsPacked)
                BitPacked.Read(run.Packed, run.First, width, numbers[..count]);
            else
                numbers[..count].Fill(run.Value);
            numbers = numbers[count..];
        }
        return true;
    }

    private bool TryNext()
    {
        uint head = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (_at >= end || shift > 28)
                return false;
            byte b = *_at++;
            if (shift == 28 && b > 0xF)
                return false;
            head |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                break;
        }
        long count = head >> 1;
        if ((head & 1) != 0)
        {
            long bytes = count * width;
            if (count is 0 or > int.MaxValue / 8 || bytes > end - _at)
                return false;
            _packed = _at;
            (_first, _left) = (0, (int)count * 8);
            _at += bytes;
            return true;
        }
        int wide = (width + 7) / 8;
        if (count == 0 || wide > end - _at)
            return false;
        uint value = 0;
        for (int i = 0; i < wide; i++)
            value |= (uint)_at[i] << i * 8;
        if (value >> width != 0)
            return false;
        _at += wide;
        _packed = null;
        (_left, _value) = ((int)count, (int)value);
        return true;
    }
}

/// <summary>Numbers of one run: all the same, or packed.</summary>
/// <param name="packed">Where they are packed; null where all are <paramref name="value"/>.</param>
/// <param name="first">The first of the packed.</param>
/// <param name="value">The number.</param>
internal readonly unsafe struct HybridRun(byte* packed, int first, int value)
{
    public byte* Packed => packed;

    public bool IsPacked => packed != null;

    public int First => first;

    public int Value => value;
}
