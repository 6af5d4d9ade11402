namespace Grid.Sources;

/// <summary>
/// Tells numbers with a decimal comma (6,5), or with commas between thousands (1,234.5), from other texts. They are read as
/// texts, since 1,234 may be either.
/// </summary>
internal static class NumberWithComma
{
    /// <summary>Whether a field would be a number but for commas.</summary>
    public static bool Is(ReadOnlySpan<byte> field)
    {
        if (field is [(byte)'-' or (byte)'+', ..])
            field = field[1..];
        int comma = field.IndexOf((byte)',');
        if (comma < 1 || comma == field.Length - 1 || !AreDigits(field[..comma]))
            return false;
        var rest = field[(comma + 1)..];
        if (AreDigits(rest))
            return true;
        int point = rest.IndexOf((byte)'.');
        if (point >= 0 && (point == rest.Length - 1 || !AreDigits(rest[(point + 1)..])))
            return false;
        foreach (var range in (point < 0 ? rest : rest[..point]).Split((byte)','))
        {
            if (range.GetOffsetAndLength(rest.Length).Length != 3 || !AreDigits(rest[range]))
                return false;
        }
        return comma <= 3;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
