using System.IO.Enumeration;

namespace Grid.Sources;

/// <summary>
/// A glob over the keys of a bucket, taken for paths: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of
/// folders, none included. It means what it means on a disk.
/// </summary>
internal sealed class KeyGlob
{
    private readonly string[] _segments;

    public KeyGlob(string pattern)
    {
        string[] segments = (pattern.EndsWith('/') ? pattern[..^1] : pattern).Split('/');
        _segments = segments[^1] == "**" ? [.. segments, "*"] : segments;
        // A backslash takes a wildcard's meaning from it.
        int wildcard = pattern.AsSpan().IndexOfAny('*', '?', '\\');
        Prefix = wildcard < 0 ? pattern : pattern[..wildcard];
        IsOfOneFolder = _segments.Length == Prefix.Count(c => c == '/') + 1;
    }

    /// <summary>What all keys start with that match.</summary>
    public string Prefix { get; }

    /// <summary>Whether all keys that match are in one folder.</summary>
    public bool IsOfOneFolder { get; }

    public static bool IsPattern(string key) => key.AsSpan().ContainsAny('*', '?');

    public bool IsMatch(string key) => IsMatch(_segments, key.Split('/'));

    private static bool IsMatch(ReadOnlySpan<string> segments, ReadOnlySpan<string> names)
    {
        string segment = segments[0];
        if (segment == "**")
            return IsMatch(segments[1..], names) || (names.Length > 1 && names[0] is not ['.', ..] && IsMatch(segments, names[1..]));
        bool isName = IsPattern(segment)
            ? FileSystemName.MatchesSimpleExpression(segment, names[0], ignoreCase: false) && !FolderNames.IsHiddenFrom(segment, names[0])
            : segment == names[0];
        return isName && (segments.Length == 1 ? names.Length == 1 : names.Length > 1 && IsMatch(segments[1..], names[1..]));
    }
}
