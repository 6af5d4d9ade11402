namespace Grid.Sources;

/// <summary>Which files a writer may put its own in the place of: what somebody else made is not to be lost by a slip in a name.</summary>
/// <param name="Others">What is said of a file that may not be replaced.</param>
/// <param name="Allows">Whether the file with this content may be; an empty one always may.</param>
public sealed record ReplaceRule(string Others, Predicate<Stream> Allows)
{
    /// <summary>Those that start with certain bytes, as every file of a kind does.</summary>
    /// <param name="start">The bytes.</param>
    /// <param name="name">What such a file is, such as <c>model of Grid's</c>.</param>
    public static ReplaceRule Only(byte[] start, string name) => new($"a file that is no {name} stands here", content => Reads(content, start));

    /// <summary>Those of the very same content, for which nothing is lost.</summary>
    public static ReplaceRule OnlySame(byte[] content) => new("another file stands here", standing => standing.Length == content.Length && Reads(standing, content));

    /// <summary>Whatever stands there.</summary>
    public static ReplaceRule Any { get; } = new("", _ => true);

    /// <summary>None.</summary>
    public static ReplaceRule None { get; } = new("a file stands here already", _ => false);

    private static bool Reads(Stream content, byte[] expected)
    {
        byte[] read = new byte[expected.Length];
        return content.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) == read.Length && read.AsSpan().SequenceEqual(expected);
    }
}
