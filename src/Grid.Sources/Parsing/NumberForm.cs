namespace Grid.Sources;

/// <summary>
/// Numbers that are written with a decimal comma, or with marks between their thousands (1.234.567,5): makes them numbers as
/// <see cref="NumberText"/> and the fast loops know them. Groups are of three digits but for the first, so that 1,23 is no 123.
/// </summary>
internal sealed class NumberForm
{
    private readonly byte _decimal;
    private readonly byte? _thousands;

    public NumberForm(char decimalMark, char? thousands) => (_decimal, _thousands) = ((byte)decimalMark, (byte?)thousands);

    /// <summary>The form of two marks; null for the usual one.</summary>
    public static NumberForm? Of(char decimalMark, char? thousands) => decimalMark == '.' && thousands is null ? null : new(decimalMark, thousands);

    /// <summary>Whether a field is a number in this form.</summary>
    public bool IsNumber(ReadOnlySpan<byte> field) => NumberText.TryParse(Rewrite(field), out _);

    /// <summary>A field as <see cref="Rewrite(ReadOnlySpan{byte}, Span{byte})"/> has it.</summary>
    public byte[] Rewrite(ReadOnlySpan<byte> field)
    {
        var usual = new byte[field.Length];
        return usual[..Rewrite(field, usual)];
    }

    /// <summary>
    /// Writes a number of this form with a decimal point and nothing else between digits. What is none is written as it stands, or
    /// so that it is none in any form.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="usual">Receives it; as long as the field.</param>
    /// <returns>How many bytes were written.</returns>
    public int Rewrite(ReadOnlySpan<byte> field, Span<byte> usual)
    {
        if (TryRewrite(NumberText.Trim(field), usual, out int length))
            return length;
        // 1.5 where the comma is the decimal mark, and 1.2e5: with other marks, these are no numbers.
        if (field.ContainsAnyInRange((byte)'0', (byte)'9') && NumberText.TryParse(field, out _))
            field.Replace(usual, (byte)'.', (byte)',');
        else
            field.CopyTo(usual);
        return field.Length;
    }

    private bool TryRewrite(ReadOnlySpan<byte> field, Span<byte> usual, out int length)
    {
        length = 0;
        int at = 0;
        if (field.Length > 0 && field[0] is (byte)'-' or (byte)'+')
            usual[length++] = field[at++];
        int group = 0, groups = 0;
        while (at < field.Length)
        {
            if (field[at] is >= (byte)'0' and <= (byte)'9')
            {
                usual[length++] = field[at++];
                group++;
                continue;
            }
            int mark = MarkAt(field, at);
            if (mark == 0)
                break;
            if (group is 0 or > 3 || (groups > 0 && group != 3))
                return false;
            groups++;
            group = 0;
            at += mark;
        }
        if (groups > 0 && group != 3)
            return false;
        int digits = group;
        if (at < field.Length && field[at] == _decimal)
        {
            usual[length++] = (byte)'.';
            for (at++; at < field.Length && field[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++)
                usual[length++] = field[at];
        }
        // An exponent is read by who reads the number, and has no marks.
        if (digits == 0 || (at < field.Length && ((field[at] | 0x20) != 'e' || field[at..].ContainsAny((byte)'.', (byte)','))))
            return false;
        field[at..].CopyTo(usual[length..]);
        length += field.Length - at;
        return true;
    }

    /// <summary>How many bytes the mark between thousands at a place has; 0 where there is none.</summary>
    private int MarkAt(ReadOnlySpan<byte> field, int at)
    {
        if (field[at] == _thousands)
            return 1;
        // Blanks that do not break, as French has them, are two bytes or three.
        return _thousands != ' ' ? 0
            : field[at..] is [0xC2, 0xA0, ..] ? 2
            : field[at..] is [0xE2, 0x80, 0xAF or 0x89, ..] ? 3
            : 0;
    }
}
