namespace Grid.Sources;

/// <summary>The values of a dictionary as text, written once for all batches that share it.</summary>
internal sealed class CodedText
{
    private readonly int[] _ends;
    private readonly byte[] _text;

    public CodedText(Cells values, int count)
    {
        _ends = new int[count + 1];
        using var text = new Utf8Lines(16 * _ends.Length);
        for (int i = 0; i < count; i++)
        {
            values.Write(i, text);
            _ends[i + 1] = text.Length;
        }
        _text = text.Written.ToArray();
    }

    public ReadOnlySpan<byte> this[int code] => _text.AsSpan(_ends[code], _ends[code + 1] - _ends[code]);
}
