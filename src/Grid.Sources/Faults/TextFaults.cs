namespace Grid.Sources;

/// <summary>What can be wrong with any text.</summary>
internal static class TextFaults
{
    /// <summary>A text that is not in the encoding that it is read in.</summary>
    public static SourceException NotUtf8(string path, long line) => new(
        $"{path}, line {line}: the text is not valid UTF-8; say how it is encoded: --encoding windows-1252 where it is of Windows, or latin1.", path, line);
}
