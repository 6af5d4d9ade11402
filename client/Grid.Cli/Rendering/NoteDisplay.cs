using Grid.Client;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Tells, on the error stream, what was decided while a table was read: a line for each note, and how many more there are.</summary>
internal static class NoteDisplay
{
    /// <summary>Lines at most: who has more surprises than these asks for all.</summary>
    private const int Most = 10;

    /// <summary>Writes the notes of a frame that is loaded.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="console">Where to.</param>
    /// <param name="source">What <c>grid schema</c> is given to see all of them.</param>
    public static void Write(GridFrame frame, CliConsole console, string source)
    {
        // What was joined without a loss surprises nobody, and is for who asks for the schema.
        SourceNote[] notes = [.. frame.Notes.Where(note => note.Kind != NoteKind.Joined)];
        foreach (var note in notes.Take(Most))
            console.Error.WriteLine(Line(note));
        if (notes.Length > Most)
            console.Error.WriteLine($"note: and {notes.Length - Most} more: grid schema {source}");
    }

    /// <summary>A note as one line.</summary>
    public static string Line(SourceNote note) => $"note: {ExitCode.OneLine(note.ToString())}";
}
