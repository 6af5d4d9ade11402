using System.Text;

namespace Grid.Sources;

/// <summary>Reads <c>true</c> and <c>false</c> in any case.</summary>
internal static class BoolText
{
    public static bool TryParse(ReadOnlySpan<byte> field, out bool value)
    {
        field = NumberText.Trim(field);
        value = Ascii.EqualsIgnoreCase(field, "true"u8);
        return value || Ascii.EqualsIgnoreCase(field, "false"u8);
    }
}
