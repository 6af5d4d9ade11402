using System.Text;

namespace Grid.Sources;

/// <summary>The first line that Excel writes to say its delimiter, which is no header.</summary>
internal static class ExcelLine
{
    /// <summary>Refuses a file that starts with it.</summary>
    /// <param name="head">The start of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="ours">The delimiter by which the file would be read.</param>
    public static void Refuse(ReadOnlySpan<byte> head, string path, byte ours)
    {
        if (head.Length < 5 || !Ascii.EqualsIgnoreCase(head[..4], "sep="u8) || (head[4] < ' ' && head[4] != '\t'))
            return;
        var behind = head[5..];
        if (behind.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
            behind = behind[..end];
        // A program that takes the line for a row ends it with as many delimiters of its own as the others have: by those the file is parted now.
        if (behind.Length > 0 && (behind[0] is not ((byte)',' or (byte)';' or (byte)'\t' or (byte)'|') || behind.ContainsAnyExcept(behind[0])))
            return;
        string said = $"{(head[4] == '\t' ? "tab" : ((char)head[4]).ToString())}{Encoding.UTF8.GetString(behind)}";
        char delimiter = (char)(behind.Length > 0 ? behind[0] : head[4]);
        string option = delimiter == ours ? "" : $"{OtherDelimiter.Option(delimiter)} ";
        throw new SourceException($"{path}, line 1: 'sep={said}' tells Excel the delimiter, and is no header; say {option}--skip-rows 1.", path, 1);
    }
}
