using Grid.Client;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Says once what is worth knowing of a search's folds, as soon as it is known, on the error stream: whoever cares would rather start anew than wait for the end.</summary>
internal sealed class SearchNotes(CliConsole console)
{
    private bool _said;

    /// <summary>Says the notes of a search, the first time that there are any.</summary>
    public void Say(SearchProgress progress)
    {
        if (_said || progress.Notes.Count == 0)
            return;
        _said = true;
        foreach (string note in progress.Notes)
        {
            string line = $"note: {ExitCode.OneLine(note)}";
            // A terminal's live bar makes room for what is written by the same console.
            if (console.ErrorTerminal is { } terminal)
                terminal.WriteLine(line);
            else
                console.Error.WriteLine(line);
        }
    }
}
