namespace Grid.Sources;

/// <summary>A file, or an object of a bucket, as it was when it was planned.</summary>
/// <param name="Path">The full path (<see cref="SourcePath"/>).</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Stamp">When it was last written, in UTC ticks; 0 for an object, which its tag identifies.</param>
/// <param name="ETag">The tag of an object's content; null for a file.</param>
/// <param name="Form">How a text is stored; null for UTF-8 as it stands, and where it is no text.</param>
internal sealed record FileStamp(string Path, long Length, long Stamp, string? ETag = null, TextForm? Form = null)
{
    /// <summary>The part of the path that names the file: of an address, without the question behind it.</summary>
    public string Name => Path.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Path.Contains("://", StringComparison.Ordinal) ? Path.Split('?', '#')[0] : Path;
}
