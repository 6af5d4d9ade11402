using Grid.Columns;

namespace Grid.Sources;

/// <summary>Words the notes about numbers that are not the same when they are written again.</summary>
internal static class NumberNotes
{
    /// <summary>A number that loses its leading zeros, or is read as an infinity or as 0.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The number as it is written.</param>
    /// <param name="file">The file that it is in.</param>
    /// <param name="fileIndex">Which file of the plan that is.</param>
    /// <param name="offset">Where its row starts.</param>
    public static SourceNote Of(NoteKind kind, string column, ReadOnlySpan<byte> value, string file, int fileIndex, long offset)
    {
        string text = TypeNotes.Cut(value);
        return new SourceNote
        {
            Kind = kind,
            Column = column,
            Text = kind == NoteKind.Zeros ? $"{column}: leading zeros are lost, as in '{text}'" : $"{column}: '{text}' is {Instead(value)}",
            Value = text,
            Option = $"--schema {ShellWord.Of(column + ":text")}",
            Path = file,
            FileIndex = fileIndex,
            Offset = offset,
        };
    }

    /// <summary>The notes without those on columns that are text after all.</summary>
    public static SourceNotes OfNumbers(SourceNotes notes) => new([.. notes.Items.Where(note => note.Kind is not (NoteKind.Zeros or NoteKind.Range)
        || !notes.Items.Any(other => other.Column == note.Column && other.Kind is NoteKind.Text or NoteKind.Digits))]);

    private static string Instead(ReadOnlySpan<byte> value) => NumberText.TryParse(value, out var number) && number.Value == 0
        ? "nearer to 0 than any number of float64 but 0, and read as 0"
        : $"beyond the range of float64, and read as {(number.Value < 0 ? "minus " : "")}infinity";
}
