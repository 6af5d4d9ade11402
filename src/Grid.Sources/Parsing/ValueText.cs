using Grid.Columns;

namespace Grid.Sources;

/// <summary>Tells values of any type from texts.</summary>
internal static class ValueText
{
    /// <summary>Whether a field is a value of some type other than text.</summary>
    public static bool IsValue(ReadOnlySpan<byte> field) =>
        NumberText.TryParse(field, out _) || MomentText.TryParse(field, DateFormats.Either, out _) || BoolText.TryParse(field, out _);
}
